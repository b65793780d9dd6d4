package dev.tributary.etl.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Raw files of past releases are moved and deleted when their time has come, and none that anybody needs. */
class RetentionTest {
    private static final String NOTHING = "";
    private static final String ARCHIVE = "retention: { archive_after: 90d }\n";
    private static final String DELETE = "retention: { delete_after: 90d }\n";
    private static final String BOTH = "retention: { archive_after: 30d, delete_after: 90d }\n";

    @TempDir
    Path folder;

    /** What a run is asked for. */
    private record Wish(String dataset, String lines, String retention, int days) {
        Wish(String lines, String retention, int days) {
            this("lines", lines, retention, days);
        }
    }

    private RunReport run(Wish wish, UnaryOperator<EtlBuilder> settings) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("lines.txt"), wish.lines(), StandardCharsets.UTF_8);
        var dataset = Files.writeString(
                folder.resolve(wish.dataset() + ".yaml"),
                """
                dataset_id: %s
                organization: org
                extract: { plugin: file, paths: [lines.txt] }
                parse: { plugin: test_lines }
                load: [{ plugin: jsonl }]
                limits: { rejects: 0 }
                """.formatted(wish.dataset()) + wish.retention(),
                StandardCharsets.UTF_8);
        try (var etl = settings.apply(builder(wish.days())).build()) {
            return etl.run(RunRequest.of(dataset));
        }
    }

    private RunReport run(Wish wish) throws IOException, InterruptedException {
        var report = run(wish, b -> b);
        assertThat(report.failure()).isEmpty();
        return report;
    }

    private EtlBuilder builder(int days) {
        return Etl.builder()
                .home(folder.resolve("home"))
                .plugin(new LinesFactory())
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofDays(days)))
                .retryDelay(Duration.ofMillis(1));
    }

    /** The raw files below a folder of the home, without what lies beside them. */
    private List<String> below(String area) throws IOException {
        var root = folder.resolve("home").resolve(area);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.contains(".incoming"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> files(RunReport... reports) {
        return Stream.of(reports)
                .map(report -> "org/" + report.release().orElseThrow() + "/lines.txt")
                .flatMap(file -> Stream.of(file, file + ".md5"))
                .sorted()
                .toList();
    }

    private String sourceOf(String key) throws IOException, InterruptedException {
        try (var etl = builder(0).build()) {
            var history = etl.history();
            var trace = history.trace("lines", key).get(0);
            return new String(history.sourceBytes(trace), StandardCharsets.UTF_8).strip();
        }
    }

    private List<Finding> findings() throws InterruptedException {
        try (var etl = builder(0).build()) {
            return etl.verify("lines").findings();
        }
    }

    private void nothingIsLeftOver() throws InterruptedException {
        try (var etl = builder(0).build()) {
            assertThat(etl.doctor(Optional.empty()))
                    .extracting(Check::message)
                    .noneMatch(m -> m.contains("of no job in"));
        }
    }

    @Test
    void pastReleasesMoveToTheArchiveWhenTheirTimeHasCome() throws IOException, InterruptedException {
        var first = run(new Wish("old\n", ARCHIVE, 0));
        var second = run(new Wish("new\n", ARCHIVE, 0));
        assertThat(run(new Wish("new\n", ARCHIVE, 89)).notes()).isEmpty();
        assertThat(below("ingest")).isEqualTo(files(first, second));

        var unchanged = run(new Wish("new\n", ARCHIVE, 91));
        assertThat(unchanged.status()).isEqualTo(RunStatus.UNCHANGED);
        assertThat(unchanged.notes())
                .containsExactly("Moved 1 raw file (4 bytes) of the past release "
                        + first.release().orElseThrow() + " to the archive.");
        assertThat(below("ingest")).isEqualTo(files(second));
        assertThat(below("archive")).isEqualTo(files(first));

        assertThat(run(new Wish("new\n", ARCHIVE, 91)).notes()).isEmpty();
        assertThat(sourceOf("old")).isEqualTo("old");
        assertThat(findings()).isEmpty();
        nothingIsLeftOver();
    }

    @Test
    void aPublicationDoesWhatIsDueToo() throws IOException, InterruptedException {
        var first = run(new Wish("old\n", ARCHIVE, 0));
        var second = run(new Wish("new\n", ARCHIVE, 91));
        assertThat(second.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(second.notes()).hasSize(1);
        assertThat(below("archive")).isEqualTo(files(first));
    }

    @Test
    void withoutTheSettingEverythingStays() throws IOException, InterruptedException {
        run(new Wish("old\n", NOTHING, 0));
        run(new Wish("new\n", NOTHING, 0));
        run(new Wish("new\n", NOTHING, 36_000));
        assertThat(below("archive")).isEmpty();
    }

    @Test
    void aFileThatWasDeletedIsSaidToBeSo() throws IOException, InterruptedException {
        var first = run(new Wish("old\n", BOTH, 0));
        var second = run(new Wish("new\n", BOTH, 0));
        run(new Wish("new\n", BOTH, 31));
        assertThat(below("archive")).isEqualTo(files(first));

        assertThat(run(new Wish("new\n", BOTH, 91)).notes())
                .containsExactly("Deleted 1 raw file (4 bytes) of the past release "
                        + first.release().orElseThrow() + ".");
        assertThat(below("archive")).isEmpty();
        assertThat(below("ingest")).isEqualTo(files(second));
        assertThatThrownBy(() -> sourceOf("old")).isInstanceOfSatisfying(EtlException.class, e -> assertThat(e.code())
                .isEqualTo(StandardError.RAW_FILE_DELETED));
        assertThat(findings()).isEmpty();
        nothingIsLeftOver();
    }

    @Test
    void aPastReleaseThatIsLoadedAgainIsReadFromTheArchiveAndStaysThere() throws IOException, InterruptedException {
        var first = run(new Wish("old\n", BOTH, 0));
        run(new Wish("new\n", BOTH, 0));
        run(new Wish("new\n", BOTH, 31));

        assertThat(run(new Wish("old\n", BOTH, 31)).release()).isEqualTo(first.release());
        run(new Wish("old\n", BOTH, 36_000));
        assertThat(below("archive")).as("needed by the current release").isEqualTo(files(first));
        assertThat(findings()).isEmpty();
    }

    @Test
    void aReleaseThatWasDeletedIsFetchedAnew() throws IOException, InterruptedException {
        var first = run(new Wish("old\n", DELETE, 0));
        run(new Wish("new\n", DELETE, 0));
        run(new Wish("new\n", DELETE, 91));

        assertThat(run(new Wish("old\n", DELETE, 91)).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(below("ingest")).containsAll(files(first));
        assertThat(sourceOf("old")).isEqualTo("old");
    }

    @Test
    void whatAJobNeedsThatIsNotFinishedStays() throws IOException, InterruptedException {
        var failed = run(new Wish("old\n!bad\n", DELETE, 0), b -> b);
        assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
        var other = run(new Wish("new\n", DELETE, 0));
        run(new Wish("newer\n", DELETE, 0));
        run(new Wish("newer\n", DELETE, 36_000));
        assertThat(below("ingest")).containsAll(files(failed)).doesNotContainAnyElementsOf(files(other));
    }

    @Test
    void whatAnotherDatasetNeedsStaysUntilThatLetsItGoToo() throws IOException, InterruptedException {
        var first = run(new Wish("old\n", DELETE, 0));
        run(new Wish("theirs", "old\n", NOTHING, 0));
        run(new Wish("new\n", DELETE, 0));
        assertThat(run(new Wish("new\n", DELETE, 91)).notes())
                .containsExactly("Some files of past releases stay, because the dataset theirs uses them too.");
        assertThat(below("ingest")).containsAll(files(first));

        run(new Wish("theirs", "new\n", DELETE, 0));
        assertThat(below("ingest")).containsAll(files(first));
        run(new Wish("theirs", "new\n", DELETE, 91));
        assertThat(below("ingest")).doesNotContainAnyElementsOf(files(first));
    }

    @Test
    void whatAnotherRunComesToNeedMeanwhileStays() throws IOException, InterruptedException {
        var first = run(new Wish("old\n", DELETE, 0));
        var second = run(new Wish("middle\n", DELETE, 0));
        run(new Wish("new\n", DELETE, 0));
        run(
                new Wish("new\n", DELETE, 91),
                b -> b.steps(step -> {
                    if (step.equals("retention.removed") && Files.exists(raw(second))) {
                        theirs("middle\n");
                    }
                }));
        assertThat(below("ingest")).containsAll(files(second)).doesNotContainAnyElementsOf(files(first));
    }

    private Path raw(RunReport report) {
        return folder.resolve("home/ingest").resolve(files(report).get(0));
    }

    private void theirs(String lines) {
        try {
            run(new Wish("theirs", lines, NOTHING, 0));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aDamagedFileIsNotMovedAndNotLost() throws IOException, InterruptedException {
        var first = run(new Wish("old\n", ARCHIVE, 0));
        run(new Wish("new\n", ARCHIVE, 0));
        var key = files(first).get(0);
        Files.writeString(folder.resolve("home/ingest").resolve(key), "odd\n", StandardOpenOption.TRUNCATE_EXISTING);

        assertThat(run(new Wish("new\n", ARCHIVE, 91)).notes())
                .containsExactly("ingest/" + key + " is not what was verified and was not moved to the archive.");
        assertThat(below("archive")).isEmpty();
        assertThat(below("ingest")).contains(key);
    }

    @Test
    void aDamagedFileInTheArchiveIsFoundByVerify() throws IOException, InterruptedException {
        var first = run(new Wish("old\n", ARCHIVE, 0));
        run(new Wish("new\n", ARCHIVE, 0));
        run(new Wish("new\n", ARCHIVE, 91));
        var key = files(first).get(0);
        Files.writeString(folder.resolve("home/archive").resolve(key), "odd\n", StandardOpenOption.TRUNCATE_EXISTING);

        assertThat(findings()).singleElement().extracting(Finding::place).isEqualTo("archive/" + key);
    }

    /** In the tests' own JVM: an Error that no stage throws ends the run where a kill would. */
    private static Consumer<String> dieAt(String step) {
        return reached -> {
            if (reached.equals(step)) {
                throw new OutOfMemoryError("a test stops the run here");
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "retention.copy,    archive",
        "retention.delete,  archive",
        "retention.moved,   archive",
        "retention.remove,  delete",
        "retention.removed, delete"
    })
    void whoeverDiesOnTheWayLosesNothingAndTheNextRunFinishesIt(String step, String what)
            throws IOException, InterruptedException {
        var retention = what.equals("archive") ? ARCHIVE : DELETE;
        var first = run(new Wish("old\n", retention, 0));
        var second = run(new Wish("new\n", retention, 0));

        var died = run(new Wish("new\n", retention, 91), b -> b.steps(dieAt(step)));
        assertThat(died.failure()).isPresent();
        if (what.equals("archive")) {
            assertThat(sourceOf("old")).isEqualTo("old");
        }
        assertThat(findings()).isEmpty();
        nothingIsLeftOver();

        var finished = run(new Wish("new\n", retention, 91));
        assertThat(finished.notes()).hasSize(1);
        assertThat(below("ingest")).isEqualTo(files(second));
        assertThat(below("archive")).isEqualTo(what.equals("archive") ? files(first) : List.of());
        assertThat(run(new Wish("new\n", retention, 91)).notes()).isEmpty();
    }
}
