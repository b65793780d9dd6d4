package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two configurations of one release write to the same places: a run that ends well always leaves what its own configuration says. */
@Timeout(120)
class TwoConfigurationsTest {
    private static final String DAT = "entries.dat";
    private static final String FILES = "{ plugin: files, formats: [json] }";
    private static final int ENTRIES = 30;

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void bench() throws IOException {
        bench = new Bench(folder);
        bench.source(DAT, Entries.bytes(Entries.text(0, ENTRIES)));
    }

    /** Loads with a word in each record. */
    private RunReport run(String word, String loader, Consumer<String> steps) throws IOException, InterruptedException {
        var more = "transform: [{ plugin: enrich, fields: { configuration: " + word + " } }]\n";
        return bench.run(bench.dataset(DAT, loader, more), b -> b.steps(steps));
    }

    private RunReport run(String word, String loader) throws IOException, InterruptedException {
        return run(word, loader, step -> {});
    }

    private static Consumer<String> failingAt(String step, int time) {
        var reached = new AtomicInteger();
        return name -> {
            if (name.equals(step) && reached.incrementAndGet() == time) {
                throw new IllegalStateException("failing at " + step);
            }
        };
    }

    /** Names and contents of what readers find, of either loader. */
    private Map<String, String> output() throws IOException {
        var found = new TreeMap<String, String>();
        for (var file :
                bench.home().files(n -> n.startsWith("output/") && !n.contains("/.") || n.startsWith("bench/"))) {
            if (!file.endsWith("manifest.json")) {
                found.put(bench.home().path().relativize(file).toString(), Files.readString(file));
            }
        }
        return found;
    }

    private void isOf(String word) throws IOException {
        assertThat(output()).isNotEmpty();
        assertThat(output().values().stream().flatMap(String::lines).filter(line -> line.contains("\"configuration\"")))
                .hasSize(ENTRIES)
                .allMatch(line -> line.contains("\"" + word + "\""));
    }

    private String pointer() throws IOException {
        return Files.readString(bench.home().path().resolve("releases/bench/latest.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {Bench.JSONL, FILES})
    void theLastRunIsWhatReadersFind(String loader) throws IOException, InterruptedException, SQLException {
        var first = run("one", loader);
        var before = output();
        var second = run("two", loader);
        isOf("two");
        var back = run("one", loader);
        assertThat(back.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(back.notes()).anyMatch(note -> note.contains("done again"));
        assertThat(back.jobId()).isNotEqualTo(first.jobId()).isNotEqualTo(second.jobId());
        assertThat(output()).isEqualTo(before);
        assertThat(pointer()).contains("\"number\":3");

        var done = Snapshot.inFull(bench.home());
        var again = run("one", loader);
        assertThat(again.status()).isEqualTo(RunStatus.UNCHANGED);
        assertThat(again.jobId()).isEqualTo(back.jobId());
        done.assertSame(Snapshot.inFull(bench.home()), "a third run of the first configuration");
        assertThat(run("two", loader).status()).isEqualTo(RunStatus.COMPLETED);
        isOf("two");
    }

    /** The first is interrupted, the second runs, then the first goes on: with its waiting parts where it has them. */
    @ParameterizedTest
    @CsvSource({
        "load, 5",
        "unit_commit, 3",
        "unit_commit.ledger, 3",
        "unit_commit.done, 3",
        "publish.loader, 1",
        "publish.manifest, 1",
        "publish.commit, 1",
        "publish.commit.done, 1",
        "publish.state, 1",
        "publish.ledger, 1",
        "publish.done, 1"
    })
    void aJobThatWasInterruptedGoesOnAfterAnother(String step, int time) throws IOException, InterruptedException {
        for (var loader : new String[] {Bench.JSONL, FILES}) {
            assertThat(run("one", loader, failingAt(step, time)).status()).isEqualTo(RunStatus.FAILED);
            assertThat(run("two", loader).status()).isEqualTo(RunStatus.COMPLETED);
            isOf("two");
            assertThat(run("one", loader).status()).isEqualTo(RunStatus.COMPLETED);
            isOf("one");
            assertThat(run("one", loader).status()).isEqualTo(RunStatus.UNCHANGED);
            bench = new Bench(Files.createDirectories(folder.resolve("files")));
            bench.source(DAT, Entries.bytes(Entries.text(0, ENTRIES)));
        }
    }

    /** The first is done, the second dies on its way: the first is not called unchanged when it is not. */
    @ParameterizedTest
    @CsvSource({
        "load, 5",
        "unit_commit.done, 3",
        "publish.loader, 1",
        "publish.manifest, 1",
        "publish.commit.done, 1",
        "publish.ledger, 1"
    })
    void whatAnotherLeftHalfDoneIsPutRight(String step, int time) throws IOException, InterruptedException {
        for (var loader : new String[] {Bench.JSONL, FILES}) {
            assertThat(run("one", loader).status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run("two", loader, failingAt(step, time)).status()).isEqualTo(RunStatus.FAILED);
            assertThat(run("one", loader).failure()).isEmpty();
            isOf("one");
            assertThat(run("two", loader).status()).isEqualTo(RunStatus.COMPLETED);
            isOf("two");
            bench = new Bench(Files.createDirectories(folder.resolve("files")));
            bench.source(DAT, Entries.bytes(Entries.text(0, ENTRIES)));
        }
    }

    @Test
    void waitingPartsOfAnInterruptedJobAreUsed() throws IOException, InterruptedException {
        run("one", Bench.JSONL, failingAt("unit_commit.done", 4));
        run("two", Bench.JSONL);
        var commits = new AtomicInteger();
        var report = run("one", Bench.JSONL, step -> {
            if (step.equals("unit_commit.done")) {
                commits.incrementAndGet();
            }
        });
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(commits).hasValue((ENTRIES + 3) / 4 - 4);
        isOf("one");
        assertThat(bench.home().names(n -> n.contains("/."))).as("hidden files").isEmpty();
    }
}
