package dev.tributary.etl.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that is deleted and stands again is there at the end, or the run says that it cannot tell. */
class DeletionsTest {
    @TempDir
    Path folder;

    private RunReport run(String run, String... lines) throws IOException, InterruptedException {
        return run(run, step -> {}, lines);
    }

    private RunReport run(String run, Consumer<String> steps, String... lines)
            throws IOException, InterruptedException {
        Files.writeString(folder.resolve("lines.txt"), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
        var dataset = Files.writeString(folder.resolve("lines.yaml"), """
                dataset_id: lines
                release: { external: "1" }
                extract: { plugin: file, paths: [lines.txt] }
                parse: { plugin: test_lines }
                load: [{ plugin: files, formats: [json] }]
                run: %s
                """.formatted(run), StandardCharsets.UTF_8);
        try (var etl = Etl.builder()
                .home(folder.resolve("home"))
                .plugin(new LinesFactory())
                .steps(steps)
                .build()) {
            return etl.run(RunRequest.of(dataset));
        }
    }

    private List<String> stored() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("home/lines"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void inTwoPassesWhatStandsBehindItsLastDeletionIsThere() throws IOException, InterruptedException {
        var report = run("{ mode: staged, parse_batch: 1 }", "a", "b", "-a", "-b", "a");

        assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        assertThat(stored()).containsExactly("a.json");
    }

    @Test
    void inOnePassADeletionTakesWhatStoodBefore() throws IOException, InterruptedException {
        var report = run("{ parse_batch: 1 }", "a", "b", "b", "-a");

        assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.records().duplicate()).isEqualTo(1);
        assertThat(stored()).containsExactly("b.json");
    }

    @Test
    void inOnePassAKeyThatComesAgainInASourceThatDeletesIsAnErrorAndNotALoss()
            throws IOException, InterruptedException {
        for (var batch : List.of("1", "1000")) {
            var report = run("{ parse_batch: " + batch + " }", "a", "-a", "a");
            assertUndecided(report);
        }
    }

    /** What was deleted before the crash is known behind it. */
    @Test
    void alsoWhenTheRunDiedInBetween() throws IOException, InterruptedException {
        var done = new AtomicInteger();
        run(
                "{ parse_batch: 1 }",
                step -> {
                    if (step.equals("unit_commit.done") && done.incrementAndGet() == 2) {
                        throw new OutOfMemoryError("a test stops the run here");
                    }
                },
                "a",
                "-a",
                "a");
        assertThat(done).hasValue(2);

        assertUndecided(run("{ parse_batch: 1 }", "a", "-a", "a"));
    }

    private static void assertUndecided(RunReport report) {
        assertThat(report.status()).isEqualTo(RunStatus.FAILED);
        assertThat(report.failure().orElseThrow().toString()).contains("line 'a' at lines.txt:3", "mode: staged");
    }
}
