package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.cli.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aRunSaysWhatItDidAndASecondOneThatNothingChanged() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        etl.dataset("sample_one");
        Result first = etl.run("run", "sample_one");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).contains("completed in", "60 read, 60 loaded", "./etl trace sample_one P0CVL0");
        Result second = etl.run("run", "config/datasets/sample-one.yaml");
        assertThat(second.code()).isZero();
        assertThat(second.out()).contains("unchanged in", "60 read, 60 loaded");
    }

    @Test
    void jsonIsOneObjectOnStandardOutput() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        etl.dataset("sample_one");
        Result run = etl.run("run", "sample_one", "--json", "--workers", "1", "--as-of", "2025-06-18T00:00:00Z");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.out())
                .startsWith("{\"dataset_id\":\"sample_one\",\"job_id\":\"")
                .contains("\"status\":\"completed\"", "\"verified\":null", "\"problems\":[]")
                .contains(
                        "\"records\":{\"read\":60,\"derived\":0,\"loaded\":60,\"rejected\":0,\"filtered\":0,\"duplicate\":0}");
        assertThat(etl.run("status", "sample_one").out()).contains("instant   2025-06-18T00:00:00Z");
    }

    @Test
    void aRecordIsTracedToItsBytes() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        etl.dataset("sample_one");
        etl.run("run", "sample_one");
        Result trace = etl.run("trace", "sample_one", "P0CVL0");
        assertThat(trace.code()).as(trace.err()).isZero();
        assertThat(trace.out())
                .contains("protein P0CVL0", "line      1", "ordinal   0", "\nID   KAVO_FOBAB", "more lines");
        assertThat(etl.run("trace", "sample_one", "P0CVL0", "--json").out())
                .contains("\"record_identifier\":\"P0CVL0\"", "\"offset\":0", "\"source\":\"ID   KAVO_FOBAB");
        Result unknownKey = etl.run("trace", "sample_one", "X");
        assertThat(unknownKey.code()).isEqualTo(1);
        assertThat(unknownKey.err()).contains("rejects list sample_one");
        assertThat(etl.run("trace", "sample_ones", "X").err()).contains("did you mean 'sample_one'?");
    }

    @Test
    void aBrokenPluginIsToldAndAFolderThatIsNotThereEndsTheCommand() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        etl.dataset("sample_one");
        Files.createDirectories(folder.resolve("more"));
        Files.writeString(folder.resolve("more/torn.jar"), "no jar");
        for (String command : new String[] {"validate", "run"}) {
            Result result = etl.run(command, "sample_one", "--plugins", "more");
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.err()).contains("plugin left out", "torn.jar");
        }
        assertThat(etl.run("plugins", "list", "--plugins", "more").err()).contains("plugin left out", "torn.jar");
        Result missing = etl.run("run", "sample_one", "--plugins", "none");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("E1001", "none");
    }

    @Test
    void lookingMakesNoHome() {
        CommandRunner etl = new CommandRunner(folder);
        assertThat(etl.run("status").code()).isEqualTo(1);
        assertThat(etl.run("trace", "a", "b").code()).isEqualTo(1);
        assertThat(etl.run("rejects", "list", "a").code()).isEqualTo(1);
        assertThat(etl.run("rejects", "show", "1").code()).isEqualTo(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDamagedSourceFailsWithItsPlaceAndRejectsAreShown() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        Files.writeString(folder.resolve("bad.dat"), "ID   broken\nAC   \u001B[31m;\n//\n");
        Path file = etl.dataset("bad_one");
        Files.writeString(file, Files.readString(file).replaceFirst("paths: \\[.*\\]", "paths: [../../bad.dat]"));
        Result run = etl.run("run", "bad_one");
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("E4004 LIMIT_EXCEEDED", "etl explain E4004", "bad.dat:1");
        Result list = etl.run("rejects", "list", "bad_one");
        String number = list.out().substring(0, list.out().indexOf(' '));
        Result show = etl.run("rejects", "show", number);
        assertThat(show.code()).isZero();
        assertThat(show.out()).contains("ID   broken").doesNotContain("\u001B");
        assertThat(etl.run("status").out()).contains("bad_one", "failed", "etl explain E4004");
    }

    @Test
    void allFaultsOfADatasetAreNamedAtOnce() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        etl.dataset(
                "sample_one",
                "runn: {}",
                "run: { workers: many }",
                "limits: { rejects: lots }",
                "verify: maybe",
                "transform: [{ plugin: enrish }]");
        Result validate = etl.run("validate", "sample_one");
        assertThat(validate.code()).isEqualTo(2);
        assertThat(validate.err()).contains("sample-one.yaml:5:1", "5 problems in ");
        Result run = etl.run("run", "sample_one", "--json");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).contains("\"status\":\"failed\"", "\"code\":\"E1002\",\"name\":\"OPTION_UNKNOWN\"");
        assertThat(folder.resolve(".etl")).doesNotExist();
    }

    @Test
    void datasetsAreFoundByIdFileNameAndEnvironment() throws IOException {
        new CommandRunner(folder).dataset("sample_one");
        Files.move(folder.resolve("config/datasets/sample-one.yaml"), folder.resolve("config/datasets/other.yml"));
        CommandRunner etl = new CommandRunner(folder, Map.of("DATASET_ID", "sample_one"));
        assertThat(etl.run("validate").out()).contains("dataset sample_one is valid");
        assertThat(etl.run("validate", "other").code()).isZero();
        Result unknown = etl.run("validate", "sample_on");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("E1009 DATASET_UNKNOWN", "did you mean 'sample_one'?");
        assertThat(new CommandRunner(folder).run("validate").code()).isEqualTo(2);
    }

    @Test
    void validateSaysWhoMayTakePartInARun() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        etl.dataset("sample_one");
        Path file = folder.resolve("config/datasets/sample-one.yaml");
        assertThat(etl.run("validate", "sample_one").out()).contains("run       direct", "write run: {mode: staged}");

        Files.writeString(file, Files.readString(file) + "duplicates: last\n");
        assertThat(etl.run("validate", "sample_one").out()).contains("run       staged");
    }

    @Test
    void valuesOfTheEnvironmentAreNotPrinted() throws IOException {
        CommandRunner etl = new CommandRunner(folder, Map.of("TOKEN", "hunter2"));
        etl.dataset("sample_one", "transform: [{ plugin: enrich, fields: { source: '${TOKEN}' } }]", "runn: 1");
        Result faulty = etl.run("validate", "sample_one");
        assertThat(faulty.code()).isEqualTo(2);
        assertThat(faulty.out() + faulty.err()).doesNotContain("hunter2");
    }

    @Test
    void codesAreExplained() {
        CommandRunner etl = new CommandRunner(folder);
        assertThat(etl.run("explain", "e2003").out()).contains("E2003 CHECKSUM_MISMATCH  (permanent)");
        assertThat(etl.run("explain", "2003").out())
                .isEqualTo(etl.run("explain", "CHECKSUM_MISMATCH").out());
        assertThat(etl.run("explain").out()).contains("E1001", "E5009");
        Result unknown = etl.run("explain", "CHECKSUM_MISSMATCH");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("the nearest is CHECKSUM_MISMATCH");
    }

    @Test
    void pluginsAreListed() {
        CommandRunner etl = new CommandRunner(folder);
        assertThat(etl.run("plugins", "list").out()).contains("uniprot_flat", "jsonl");
        assertThat(etl.run("plugins", "list", "--json").out())
                .startsWith("{\"plugins\":[{\"kind\":")
                .contains("\"uniprot_flat\"");
    }

    @Test
    void usageErrorsEndWithTwo() {
        CommandRunner etl = new CommandRunner(folder);
        assertThat(etl.run("run", "x", "--ledger", "y").code()).isEqualTo(2);
        assertThat(etl.run("run", "x", "--workers", "0").code()).isEqualTo(2);
        assertThat(etl.run("--help").out()).contains("143", "Exit codes");
        assertThat(etl.run("--version").out()).startsWith("etl ");
    }
}
