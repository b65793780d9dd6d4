package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.cli.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
    private static final String ENTRIES =
            CommandRunner.SAMPLES.resolve("uniprot_sample.dat.gz").toString();

    @TempDir
    Path folder = Path.of("");

    private CommandRunner withOwnFile() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        Files.copy(Path.of(ENTRIES), folder.resolve("own.dat.gz"));
        Path file = etl.dataset("own");
        Files.writeString(file, Files.readString(file).replaceFirst("paths: \\[.*\\]", "paths: [../../own*.gz]"));
        return etl;
    }

    /** Every file below the home with its size; SQLite's shared memory comes and goes with who looks. */
    private Map<String, Long> home() throws IOException {
        Map<String, Long> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder.resolve(".etl"))) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                if (!path.toString().endsWith("-shm") && !path.toString().endsWith("-wal")) {
                    files.put(folder.relativize(path).toString(), Files.size(path));
                }
            }
        }
        return files;
    }

    @Test
    void aPlanSaysWhyARunWouldDoSomethingAndMakesNoHome() throws IOException {
        CommandRunner etl = withOwnFile();
        Result first = etl.run("plan", "own");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("would start a new job", "why       the dataset was never run in this home", "own.dat.gz")
                .contains("next      ./etl run own");
        assertThat(folder.resolve(".etl")).doesNotExist();
    }

    @Test
    void afterARunThereIsNothingToDoUntilSomethingChanges() throws IOException {
        CommandRunner etl = withOwnFile();
        assertThat(etl.run("run", "own").code()).isZero();
        Map<String, Long> before = home();
        Result nothing = etl.run("plan", "own");
        assertThat(nothing.code()).isZero();
        assertThat(nothing.out())
                .contains("nothing to do", "60 read, 60 loaded", "same")
                .doesNotContain("why", "next");
        assertThat(etl.run("plan", "own", "--json").out())
                .contains("\"action\":\"nothing\"", "\"why\":[]", "\"change\":\"same\",\"kept\":true");
        assertThat(home()).isEqualTo(before);

        Path file = folder.resolve("config/datasets/own.yaml");
        String text = Files.readString(file);
        Files.writeString(file, text + "normalize: [{ plugin: lowercase_identifiers }]\n");
        assertThat(etl.run("plan", "own").out()).contains("would start", "why       the configuration changed");
        Files.writeString(file, text);
        Files.copy(Path.of(ENTRIES), folder.resolve("own2.dat.gz"));
        assertThat(etl.run("plan", "own").out())
                .contains("own2.dat.gz is new", "the release is another one: last was sha256-");
    }

    @Test
    void otherBytesUnderARecordedReleaseAreForeseen() throws IOException {
        CommandRunner etl = withOwnFile();
        Path file = folder.resolve("config/datasets/own.yaml");
        Files.writeString(file, Files.readString(file) + "release: { external: r1 }\n");
        assertThat(etl.run("run", "own").code()).isZero();
        Map<String, Long> before = home();
        Files.write(folder.resolve("own.dat.gz"), new byte[] {1}, StandardOpenOption.APPEND);

        Result plan = etl.run("plan", "own");

        assertThat(plan.code()).isEqualTo(1);
        assertThat(plan.err()).contains("RELEASE_CHANGED", "own.dat.gz now has sha256", "release.external");
        assertThat(home()).isEqualTo(before);
        Result run = etl.run("run", "own");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("RELEASE_CHANGED");
    }

    @Test
    void whatToTypeNextIsWhatWasTyped() throws IOException {
        CommandRunner etl = withOwnFile();
        String path = folder.resolve("config/datasets/own.yaml").toString();
        assertThat(etl.run("plan", path, "--param", "a=secret").out())
                .contains("next      ./etl run " + path + " --param a=...")
                .doesNotContain("secret");
        assertThat(etl.run("run", path, "--dry-run").out()).contains("next      ./etl run " + path + "\n");
        assertThat(etl.run("run", path).code()).isZero();
        assertThat(etl.run("plan", path).out()).contains("completed, 1 unit done");
    }

    @Test
    void anUnfinishedJobIsToBeGoneOnWith() throws IOException {
        CommandRunner etl = withOwnFile();
        Path file = folder.resolve("config/datasets/own.yaml");
        Files.writeString(folder.resolve("own.txt"), "no protein\n//\n");
        Files.writeString(file, Files.readString(file).replace("own*.gz", "own.txt") + "limits: { rejects: 0 }\n");
        assertThat(etl.run("run", "own").code()).isEqualTo(4);
        Result plan = etl.run("plan", "own");
        assertThat(plan.out()).contains("would go on with an unfinished job", "is not finished (failed)", "E4004");
        assertThat(etl.run("plan", "own", "--json").out()).contains("\"action\":\"resume\"", "\"status\":\"failed\"");
    }

    @Test
    void aDryRunCountsAndLeavesRawFilesOnly() throws IOException {
        CommandRunner etl = withOwnFile();
        Result dry = etl.run("run", "own", "--dry-run");
        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.out())
                .contains(
                        "dry run completed",
                        "60 read, 60 would be loaded",
                        "the verified raw files",
                        "next      ./etl run own");
        assertThat(home().keySet())
                .filteredOn(name -> !name.contains("/locks/") && !name.contains("/.store/"))
                .allSatisfy(name -> assertThat(name).matches("\\.etl/(ingest/.*|ledger\\.db)"));
        assertThat(etl.run("jobs").out()).isEmpty();
        assertThat(etl.run("run", "own", "--json", "--dry-run").out())
                .contains("\"job_id\":null,\"status\":\"completed\"", "\"loaded\":60", "\"dry_run\":true");
        Result run = etl.run("run", "own");
        assertThat(run.out()).contains("completed in", "60 read, 60 loaded");
    }

    @Test
    void aDryRunFindsDuplicatesAndRejectsAndKeepsToTheLimit() throws IOException {
        CommandRunner etl = withOwnFile();
        Files.copy(Path.of(ENTRIES), folder.resolve("own2.dat.gz"));
        assertThat(etl.run("run", "own", "--dry-run").out())
                .contains("120 read, 60 would be loaded, 0 rejected, 0 filtered, 60 duplicate");
        Files.writeString(folder.resolve("own3.dat"), "ID   broken\nAC   ;\n//\n");
        Path file = folder.resolve("config/datasets/own.yaml");
        Files.writeString(file, Files.readString(file).replace("own*.gz", "own*.dat*") + "limits: { rejects: 0 }\n");
        Result failed = etl.run("run", "own", "--dry-run");
        assertThat(failed.code()).isEqualTo(4);
        assertThat(failed.err()).contains("dry run failed", "E4004 LIMIT_EXCEEDED", "reject    own3.dat:1");
        assertThat(List.of(etl.run("jobs").out())).containsExactly("");
    }
}
