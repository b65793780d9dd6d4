package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.cli.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {
    @TempDir
    Path folder = Path.of("");

    private CommandRunner etl = new CommandRunner(folder);
    private Path expectation = Path.of("");

    @BeforeEach
    void init() {
        etl = new CommandRunner(folder);
        assertThat(etl.run("init").code()).isZero();
        expectation = folder.resolve("config/datasets/my-proteins/proteins.ndjson");
    }

    @Test
    void theTemplatesTestHoldsAndLeavesNoHome() {
        Result passed = etl.run("test", "my_proteins");
        assertThat(passed.code()).as(passed.out() + passed.err()).isZero();
        assertThat(passed.out()).contains("my_proteins  passed", "passed    tests[0]  proteins.dat", "3 read");
        assertThat(folder.resolve(".etl")).doesNotExist();
    }

    @Test
    void aDifferenceIsShownWithItsLineAndEndsWith1() throws IOException {
        Files.writeString(
                expectation, Files.readString(expectation).replaceFirst("\"protein_name\":\"", "\"protein_name\":\"X"));
        String path = folder.resolve("config/datasets/my-proteins.yaml").toString();
        Result failed = etl.run("test", path);
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.out())
                .contains("1 of 1 failed", "proteins.ndjson:1  protein p0cvl0  data.protein_name")
                .containsPattern("expected {2}\"X[^\n]*\n *found {5}\"[^X]")
                .contains("(from proteins.dat:1)", "./etl test " + path + " --update");
        Result json = etl.run("test", "my_proteins", "--json");
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.out())
                .startsWith("{\"dataset_id\":\"my_proteins\",\"ok\":false")
                .contains("\"kind\":\"field\"", "\"field\":\"data.protein_name\"", "\"source\":\"proteins.dat:1\"");
        Result updated = etl.run("test", "my_proteins", "--update");
        assertThat(updated.code()).isZero();
        assertThat(updated.out()).contains("updated   tests[0]", "wrote ", "look at it");
        assertThat(etl.run("test", "my_proteins").code()).isZero();
    }

    @Test
    void whatCannotBeReadIsConfiguration() throws IOException {
        Files.delete(expectation);
        Result refused = etl.run("test", "my_proteins");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("proteins.ndjson:1:1", "does not exist", "etl test --update");
        assertThat(etl.run("test", "my_proteins", "--json").out()).startsWith("{\"problems\":[");
    }

    @Test
    void aDatasetWithoutTestsSaysHowToWriteOne() throws IOException {
        etl.dataset("bare");
        Result bare = etl.run("test", "bare");
        assertThat(bare.code()).isZero();
        assertThat(bare.out()).contains("has no tests", "./etl test --help");
        assertThat(etl.run("test", "--help").out()).contains("expect: tests/three.ndjson");
    }
}
