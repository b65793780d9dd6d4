package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.StandardError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host meets: two runs at once, a wish to stop, failing plugins, damaged files of its own home. */
@Timeout(60)
class HostTest {
    private static final String DAT = "entries.dat";
    private static final int ENTRIES = 60;
    private static final String SCRIPTED = Bench.JSONL + ", { plugin: scripted }";
    private static final String UNFINISHED = "SELECT count(*) FROM ingestion_work_units WHERE status = 'claimed'";

    @TempDir
    Path folder;

    private Bench bench;
    private Bench calm;

    @BeforeEach
    void benches() throws IOException {
        bench = bench("bench");
        calm = bench("calm");
    }

    private Bench bench(String name) throws IOException {
        var made = new Bench(Files.createDirectory(folder.resolve(name)));
        made.source(DAT, Entries.bytes(Entries.text(0, ENTRIES)));
        return made;
    }

    private static ErrorCode code(RunReport report) {
        return report.failure().orElseThrow(() -> new AssertionError(report)).code();
    }

    private void sameOutput() throws IOException {
        Snapshot.ofOutput(calm.home()).assertSame(Snapshot.ofOutput(bench.home()), "the same dataset");
    }

    /** Stops the run's thread at the n-th time that a step is reached, until the gate opens. */
    private record Gate(String step, int at, AtomicInteger reached, CountDownLatch there, CountDownLatch open)
            implements Consumer<String> {
        Gate(String step, int at) {
            this(step, at, new AtomicInteger(), new CountDownLatch(1), new CountDownLatch(1));
        }

        @Override
        public void accept(String name) {
            if (name.equals(step) && reached.incrementAndGet() == at) {
                there.countDown();
                try {
                    open.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @Test
    void aSecondRunAtTheSameTimeFailsAtOnce() throws IOException, InterruptedException {
        var dataset = bench.dataset(DAT);
        var gate = new Gate("load", 3);
        try (var etl = bench.etl(b -> b.steps(gate))) {
            var first = etl.start(Bench.request(dataset));
            gate.there().await();
            assertThat(code(etl.run(Bench.request(dataset)))).isEqualTo(StandardError.LOCK_HELD);
            assertThat(code(bench.run(dataset))).isEqualTo(StandardError.LOCK_HELD);
            gate.open().countDown();
            assertThat(first.await().status()).isEqualTo(RunStatus.COMPLETED);
        }
        calm.run(calm.dataset(DAT));
        sameOutput();
    }

    @ParameterizedTest
    @ValueSource(strings = {"drain", "cancel", "stop now"})
    void aRunThatIsStoppedLeavesNothingClaimedAndGoesOn(String how)
            throws IOException, InterruptedException, SQLException {
        var dataset = bench.dataset(DAT);
        var gate = new Gate("unit_commit.done", 3);
        try (var etl = bench.etl(b -> b.steps(gate))) {
            var run = etl.start(Bench.request(dataset));
            gate.there().await();
            switch (how) {
                case "drain" -> run.drain();
                case "cancel" -> run.cancel();
                default -> run.stopNow();
            }
            gate.open().countDown();
            var report = run.await();
            assertThat(report.status()).isEqualTo(how.equals("cancel") ? RunStatus.CANCELLED : RunStatus.INTERRUPTED);
            assertThat(report.records().loaded()).isBetween(12L, ENTRIES - 1L);
        }
        assertThat(bench.home().number(UNFINISHED)).isZero();
        assertThat(bench.home().query("SELECT status FROM ingestion_jobs", c -> true))
                .as("an interrupted job stays where it was")
                .containsExactly(how.equals("cancel") ? "|status=cancelled" : "|status=parsing");
        long done = completed();
        assertThat(done).isGreaterThanOrEqualTo(3);
        assertThat(bench.visible()).isEmpty();
        var counted = new AtomicInteger();
        var report = bench.run(
                dataset,
                b -> b.steps(s -> {
                    if (s.equals("unit_commit.done")) {
                        counted.incrementAndGet();
                    }
                }));
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(counted.get()).isEqualTo(ENTRIES / 4 - (int) done);
        calm.run(calm.dataset(DAT));
        sameOutput();
    }

    private long completed() throws SQLException {
        return bench.home().number("SELECT count(*) FROM ingestion_work_units WHERE status = 'completed'");
    }

    /** A job of which all units are done may still have a large file to read through. */
    @Test
    void aDrainDoesNotReadThroughWhatIsDone() throws IOException, InterruptedException {
        var dataset = bench.dataset(DAT);
        bench.run(dataset, b -> b.steps(failingAt("publish.loader")));
        var frames = new AtomicInteger();
        var gate = new Gate("frame", 1);
        try (var etl = bench.etl(b -> b.steps(step -> {
            gate.accept(step);
            if (step.equals("frame")) {
                frames.incrementAndGet();
            }
        }))) {
            var run = etl.start(Bench.request(dataset));
            gate.there().await();
            run.drain();
            gate.open().countDown();
            assertThat(run.await().status()).isEqualTo(RunStatus.INTERRUPTED);
        }
        assertThat(frames).hasValue(1);
        assertThat(bench.run(dataset).status()).isEqualTo(RunStatus.COMPLETED);
    }

    private static Consumer<String> failingAt(String step) {
        return name -> {
            if (name.equals(step)) {
                throw new IllegalStateException("failing at " + step);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify",
                "frame",
                "parse",
                "load",
                "unit_commit",
                "unit_commit.ledger",
                "unit_commit.done",
                "publish.loader",
                "publish.manifest",
                "publish.manifest.done",
                "publish.commit",
                "publish.commit.done",
                "publish.pointer",
                "publish.pointer.done",
                "publish.state",
                "publish.state.done",
                "publish.ledger",
                "publish.done"
            })
    void aFailureAtAnyStepIsMadeGoodByTheNextRun(String step) throws IOException, InterruptedException, SQLException {
        var dataset = bench.dataset(DAT);
        var report = bench.run(dataset, b -> b.steps(failingAt(step)));
        assertThat(report.status()).isEqualTo(RunStatus.FAILED);
        assertThat(code(report)).isEqualTo(StandardError.DEFECT);
        assertThat(bench.home().number(UNFINISHED)).isZero();
        var again = bench.run(dataset);
        assertThat(again.status()).isEqualTo(step.equals("publish.done") ? RunStatus.UNCHANGED : RunStatus.COMPLETED);
        assertThat(again.records().loaded()).isEqualTo(ENTRIES);
        assertThat(bench.home().names(n -> n.startsWith("releases/bench/commits/")))
                .hasSize(1);
        calm.run(calm.dataset(DAT));
        sameOutput();
    }

    @Test
    void aUnitThatFailsTwiceIsLoadedTheThirdTime() throws IOException, InterruptedException, SQLException {
        var failures = new AtomicInteger();
        var dataset = bench.dataset(DAT, SCRIPTED, "");
        var report = bench.run(
                dataset,
                b -> b.plugin(new TestPlugins.Scripted((unit, batch, rejects) -> {
                    if (unit.number() == 3 && failures.incrementAndGet() <= 2) {
                        throw new IOException("the line is busy");
                    }
                })));
        assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        assertThat(attempts("number = 3")).isEqualTo(3);
        assertThat(attempts("number <> 3"))
                .as("attempts of innocent neighbours")
                .isEqualTo(1);
        calm.run(calm.dataset(DAT));
        sameOutput();
    }

    private long attempts(String where) throws SQLException {
        return bench.home().number("SELECT max(attempt) FROM ingestion_work_units WHERE " + where);
    }

    @Test
    void aUnitThatAlwaysFailsIsFailedWithItsReason() throws IOException, InterruptedException, SQLException {
        var dataset = bench.dataset(DAT, SCRIPTED, "");
        var tries = new AtomicInteger();
        var report = bench.run(
                dataset,
                b -> b.plugin(new TestPlugins.Scripted((unit, batch, rejects) -> {
                    if (unit.number() == 3) {
                        tries.incrementAndGet();
                        throw new IOException("the line is cut");
                    }
                })));
        assertThat(code(report)).isEqualTo(StandardError.ATTEMPTS_EXHAUSTED);
        assertThat(report.failure().orElseThrow().message()).contains("unit 3").contains("the line is cut");
        assertThat(tries).hasValue(3);
        assertThat(bench.home()
                        .query(
                                "SELECT number, last_error FROM ingestion_work_units WHERE status = 'failed'",
                                c -> true))
                .singleElement()
                .asString()
                .contains("number=3")
                .contains("the line is cut");
        assertThat(bench.home().number("SELECT max(attempt) FROM ingestion_work_units WHERE number > 3"))
                .isZero();
        assertThat(bench.visible()).isEmpty();
        var mended = bench.run(dataset, b -> b.plugin(new TestPlugins.Scripted((unit, batch, rejects) -> {})));
        assertThat(mended.status()).isEqualTo(RunStatus.COMPLETED);
        calm.run(calm.dataset(DAT));
        sameOutput();
    }

    @Test
    void anErrorOfAPluginFailsItsJobAndNotItsHost() throws IOException, InterruptedException, SQLException {
        var dataset = bench.dataset(DAT, SCRIPTED, "");
        var report = bench.run(
                dataset,
                b -> b.plugin(new TestPlugins.Scripted((unit, batch, rejects) -> {
                    throw new NoClassDefFoundError("com/example/Missing");
                })));
        assertThat(report.status()).isEqualTo(RunStatus.FAILED);
        assertThat(report.failure().orElseThrow().message()).contains("com/example/Missing");
        assertThat(bench.home().number(UNFINISHED)).isZero();
        assertThat(bench.home().number("SELECT count(*) FROM ingestion_jobs WHERE status = 'failed'"))
                .isEqualTo(1);
    }

    /** Whoever has to mend it finds the stack, and finds it once. */
    @Test
    void theStackOfADefectIsLoggedOnce() throws IOException, InterruptedException {
        var dataset = bench.dataset(DAT);
        var log = logged(() -> bench.run(dataset, b -> b.steps(failingAt("publish.loader"))));
        assertThat(log.lines().filter(line -> line.startsWith("java.lang.IllegalStateException: failing at")))
                .hasSize(1);
        assertThat(log).contains("\tat dev.tributary.etl").contains("E5008 DEFECT");
    }

    /** One bad stage and a million records must not fill a disk: each of the two workers says it once. */
    @Test
    void theStackOfAStageThatFailsOverRecordsIsLoggedOnceAWorker() throws IOException, InterruptedException {
        var dataset = bench.dataset(DAT, Bench.JSONL, "normalize: [{ plugin: sealed, seal: x }]\n");
        var log = logged(() -> assertThat(bench.run(dataset, b -> b.plugin(new TestPlugins.Sealed()))
                        .records()
                        .rejected())
                .isEqualTo(6));
        assertThat(log.lines().filter(line -> line.startsWith("java.lang.IllegalStateException: cannot seal")))
                .hasSizeBetween(1, 2);
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** What goes to standard error meanwhile. */
    private static String logged(Work work) throws IOException, InterruptedException {
        var log = new ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    /** The run's own thread and one more: not enough for what the builder asks for. */
    @Test
    void anExecutorThatRefusesEndsTheRun() throws IOException, InterruptedException {
        var dataset = bench.dataset(DAT);
        var threads = new java.util.concurrent.ThreadPoolExecutor(
                2, 2, 0, java.util.concurrent.TimeUnit.SECONDS, new java.util.concurrent.SynchronousQueue<>());
        try (var etl = bench.etl(b -> b.executor(threads))) {
            var report = etl.start(Bench.request(dataset)).await(Duration.ofSeconds(20));
            assertThat(report).isPresent();
            assertThat(report.get().status()).isEqualTo(RunStatus.FAILED);
            assertThat(report.get().failure().orElseThrow().toString())
                    .contains("the host's executor refuses it", "run.workers + 6");
        } finally {
            threads.shutdownNow();
        }
        assertThat(bench.run(dataset).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void anExecutorOfTheHostIsEnoughWithSixThreadsMoreThanWorkers() throws IOException, InterruptedException {
        var threads = Executors.newFixedThreadPool(8);
        try (var etl = bench.etl(b -> b.executor(threads))) {
            var report = etl.start(Bench.request(bench.dataset(DAT))).await(Duration.ofSeconds(40));
            assertThat(report).isPresent();
            assertThat(report.get().status()).isEqualTo(RunStatus.COMPLETED);
        } finally {
            threads.shutdownNow();
        }
    }

    private void finishOnce(Path dataset) throws InterruptedException {
        assertThat(bench.run(dataset).status()).isEqualTo(RunStatus.COMPLETED);
    }

    private Path only(String start, String end) throws IOException {
        var files = bench.home().files(n -> n.startsWith(start) && n.endsWith(end));
        assertThat(files).as(start + "*" + end).hasSize(1);
        return files.get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"releases/bench/commits/", "releases/bench/manifests/", "locks/"})
    void damageIsNeverPassedOver(String where) throws IOException, InterruptedException {
        var dataset = bench.dataset(DAT);
        finishOnce(dataset);
        var file = only(where, where.startsWith("locks") ? ".fence" : ".json");
        Files.writeString(file, "{\"damaged");
        var report = bench.run(dataset);
        assertThat(report.status()).isEqualTo(RunStatus.FAILED);
        assertThat(code(report))
                .isEqualTo(where.startsWith("locks") ? StandardError.STATE_DAMAGED : StandardError.OBJECT_DAMAGED);
        assertThat(report.failure().orElseThrow().message()).contains(String.valueOf(file.getFileName()));
        assertThat(file).content().isEqualTo("{\"damaged");
    }

    /** What a run or a commit had is never given out again, whoever remembers it. */
    @Test
    void theFenceNeverFallsWhenTheLocksAreWiped() throws IOException, InterruptedException, SQLException {
        finishOnce(release(1));
        finishOnce(release(2));
        wipeLocks();
        var torn = bench.run(release(3), b -> b.steps(failingAt("unit_commit.ledger")));
        assertThat(code(torn)).isEqualTo(StandardError.DEFECT);
        // Only the ledger knows its fence.
        wipeLocks();
        finishOnce(release(3));
        assertThat(fencesOfCommits()).hasSize(3).isSorted().doesNotHaveDuplicates();
        assertThat(bench.home().number("SELECT max(fence) FROM ingestion_jobs")).isEqualTo(4);
        // Only the commits know it.
        wipeLocks();
        for (var file : bench.home().files(n -> n.startsWith("ledger.db"))) {
            Files.delete(file);
        }
        finishOnce(release(4));
        assertThat(fencesOfCommits()).containsExactly(1L, 2L, 4L, 5L);
    }

    private Path release(int version) throws IOException {
        return bench.dataset(DAT, Bench.JSONL, "release: { external: '" + version + "' }\n");
    }

    private void wipeLocks() throws IOException {
        var locks = bench.home().path().resolve("locks");
        for (var file : bench.home().files(n -> n.startsWith("locks/"))) {
            Files.delete(file);
        }
        Files.delete(locks);
    }

    private List<Long> fencesOfCommits() throws IOException {
        var fences = new java.util.ArrayList<Long>();
        for (var commit : bench.home().files(n -> n.startsWith("releases/bench/commits/"))) {
            fences.add(Long.valueOf(Files.readString(commit).replaceFirst("(?s).*\"fence\":(\\d+).*", "$1")));
        }
        return fences;
    }

    @Test
    void aDamagedStateStopsTheRun() throws IOException, InterruptedException {
        var dataset = bench.dataset(DAT);
        finishOnce(dataset);
        var state =
                Files.createDirectories(bench.home().path().resolve("state")).resolve("bench.json");
        Files.writeString(state, "{\"damaged");
        var report = bench.run(dataset);
        assertThat(code(report)).isEqualTo(StandardError.STATE_DAMAGED);
        assertThat(report.failure().orElseThrow().message()).contains("bench.json");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPointerIsMadeAgainAndTold(boolean missing) throws IOException, InterruptedException {
        var dataset = bench.dataset(DAT);
        finishOnce(dataset);
        var pointer = bench.home().path().resolve("releases/bench/latest.json");
        var good = Files.readString(pointer);
        if (missing) {
            Files.delete(pointer);
        } else {
            Files.writeString(pointer, "{\"damaged");
        }
        var report = bench.run(dataset);
        assertThat(report.status()).isEqualTo(RunStatus.UNCHANGED);
        assertThat(report.notes()).anyMatch(note -> note.contains("pointer"));
        assertThat(pointer).content().isEqualTo(good);
    }

    @Test
    void aSecretIsSeenNowhere() throws IOException, InterruptedException {
        var canary = "canary-4711-b31d";
        var yaml = """
                dataset_id: bench
                extract: { plugin: file, paths: [entries.dat] }
                parse: { plugin: uniprot_flat }
                normalize: [{ plugin: sealed, seal: '${env:SEAL}' }]
                load: [{ plugin: jsonl }]
                """;
        var log = logged(() -> {
            var report = bench.run(
                    bench.yaml(yaml), b -> b.plugin(new TestPlugins.Sealed()).environment(Map.of("SEAL", canary)));
            assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(report.records().rejected()).isEqualTo(6);
            assertThat(report.toString()).doesNotContain(canary).contains("cannot seal");
        });
        assertThat(log).contains("cannot seal").doesNotContain(canary);
        List<Path> files = bench.home().files(n -> true);
        assertThat(files).isNotEmpty();
        for (var file : files) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .as("%s", file)
                    .doesNotContain(canary);
        }
    }
}
