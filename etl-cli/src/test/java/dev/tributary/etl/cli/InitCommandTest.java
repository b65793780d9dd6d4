package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tributary.etl.cli.CommandRunner.Result;
import dev.tributary.etl.core.Etl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InitCommandTest {
    @TempDir
    Path folder = Path.of("");

    static Stream<Template> usable() {
        try (Etl etl = Etl.builder().build()) {
            return Arrays.stream(Template.values()).filter(t -> t.isUsable(etl.plugins())).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("usable")
    void everyTemplateIsValidAndPassesItsSchema(Template template) throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        Result init = etl.run("init", "--template", template.word());
        assertThat(init.code()).as(init.err()).isZero();
        Result validate = etl.run("validate", template.datasetId());
        assertThat(validate.code()).as(validate.err()).isZero();
        assertThat(validate.err()).isEmpty();
        Path dataset = folder.resolve("config/datasets").resolve(template.fileName());
        assertThat(Files.readAllLines(dataset))
                .startsWith("# yaml-language-server: $schema=../etl.schema.json", "# $schema: ../etl.schema.json");
        assertThat(schema(dataset.resolveSibling("../etl.schema.json").normalize())
                        .validate(Files.readString(dataset), InputFormat.YAML))
                .isEmpty();
    }

    @Test
    void theFirstTemplateRunsAtOnce() {
        CommandRunner etl = new CommandRunner(folder);
        assertThat(etl.run("init").out()).contains("wrote  config/datasets/my-proteins.yaml", "./etl run my_proteins");
        Result run = etl.run("run", "my_proteins");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("3 read, 3 loaded");
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        etl.run("init", "sub");
        Path dataset = folder.resolve("sub/config/datasets/my-proteins.yaml");
        Files.writeString(dataset, "mine");
        Files.writeString(folder.resolve("sub/config/etl.schema.json"), "mine too");
        Result again = etl.run("init", "sub");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("Nothing was written", "my-proteins.yaml is there already");
        assertThat(dataset).hasContent("mine");
        Files.delete(dataset);
        Files.delete(folder.resolve("sub/config/datasets/my-proteins/proteins.dat"));
        Files.delete(folder.resolve("sub/config/datasets/my-proteins/proteins.ndjson"));
        assertThat(etl.run("init", "sub").out()).contains("kept   sub/config/etl.schema.json");
        assertThat(folder.resolve("sub/config/etl.schema.json")).hasContent("mine too");
    }

    @Test
    void anUnknownTemplateIsRefusedWithTheKnownOnes() {
        Result init = new CommandRunner(folder).run("init", "--template", "excel");
        assertThat(init.code()).isEqualTo(2);
        assertThat(init.err()).contains("known: uniprot-file");
        assertThat(folder).isEmptyDirectory();
    }

    private static Schema schema(Path file) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(file), InputFormat.JSON);
    }
}
