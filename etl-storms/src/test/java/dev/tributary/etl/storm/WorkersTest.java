package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.EtlBuilder;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.core.WorkerReport;
import dev.tributary.etl.core.WorkerRequest;
import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that take part in jobs which others began, and go on with those that nobody leads any more. */
@Timeout(120)
class WorkersTest {
    private static final String DAT = "entries.dat";
    private static final int ENTRIES = 60;
    private static final String STAGED = """
            dataset_id: bench
            parse: { plugin: PARSER }
            load: [{ plugin: jsonl }]
            extract: { plugin: file, paths: [entries.dat] }
            run: { mode: staged, parse_batch: 4, chunk_bytes: 2KiB, unit_bytes: 64KiB, workers: 2, lease: 2s, heartbeat: 200ms, max_attempts: 20 }
            """;

    /** Where the ledger is, and what keeps runs apart. */
    enum Shared {
        SQLITE(""),
        POSTGRES("lock: jdbc\nstate: jdbc\n");

        private final String lines;

        Shared(String lines) {
            this.lines = lines;
        }
    }

    @TempDir
    Path folder;

    private Bench bench;
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private @Nullable PostgresSchema schema;
    private final List<HikariDataSource> pools = new ArrayList<>();

    @BeforeEach
    void benches() throws IOException {
        bench = bench("bench");
    }

    private Bench bench(String name) throws IOException {
        var made = new Bench(Files.createDirectory(folder.resolve(name)));
        made.source(DAT, Entries.bytes(Entries.text(0, ENTRIES)));
        return made;
    }

    @AfterEach
    void close() {
        pools.forEach(HikariDataSource::close);
        if (schema != null) {
            schema.close();
        }
    }

    private Path dataset(Shared shared) throws IOException {
        return bench.yaml(STAGED.replace("PARSER", "uniprot_flat") + shared.lines);
    }

    /** The URL of the ledger; empty for the home's own. */
    private String url(Shared shared) {
        if (shared == Shared.SQLITE) {
            return "";
        }
        if (schema == null) {
            schema = PostgresServer.freshSchema();
        }
        return schema.url();
    }

    private UnaryOperator<EtlBuilder> over(Shared shared) {
        var url = url(shared);
        if (url.isEmpty()) {
            return builder -> builder;
        }
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pools.add(pool);
        return builder -> builder.dataSource(pool);
    }

    private WorkerReport work(Bench at, UnaryOperator<EtlBuilder> settings) throws InterruptedException {
        try (var etl = at.etl(settings)) {
            return etl.worker(request()).await();
        }
    }

    private WorkerRequest request() {
        return WorkerRequest.untilStopped().withThreads(2).whenIdleEnding().withNotes(notes::add);
    }

    /** Runs the dataset in a JVM that dies on its way. */
    private void runKilledAt(String step, int count, Shared shared) throws IOException, InterruptedException {
        try (var child = ChildJvm.start(
                List.of("-Xmx128m"),
                StormMain.class,
                bench.home().path().toString(),
                dataset(shared).toString(),
                step,
                Integer.toString(count),
                url(shared))) {
            assertThat(child.exitCode()).as(child.output()).isEqualTo(ChildJvm.KILLED);
        }
    }

    private void sameAsCalm() throws IOException, InterruptedException {
        var calm = bench("calm");
        var direct = calm.dataset(DAT);
        assertThat(calm.run(direct).status()).isEqualTo(RunStatus.COMPLETED);
        Snapshot.ofOutput(calm.home()).assertSame(Snapshot.ofOutput(bench.home()), "workers");
    }

    private static long count(Etl etl, String status) {
        return etl.operations().figures().jobs().getOrDefault(status, 0L);
    }

    /** From the framing pass to publishing: whoever comes by finishes it. */
    @ParameterizedTest
    @EnumSource
    void aJobWhoseRunWasKilledIsFinishedByAnyWorker(Shared shared) throws IOException, InterruptedException {
        runKilledAt("frame", 5, shared);
        var report = work(bench, over(shared));
        assertThat(report.ok()).as(notes.toString()).isTrue();
        assertThat(report.figures().unitsParsed() + report.figures().unitsStored())
                .isPositive();
        assertThat(notes).anyMatch(note -> note.endsWith(": completed"));
        sameAsCalm();
    }

    @ParameterizedTest
    @ValueSource(strings = {"decide.done", "publish.commit", "publish.ledger"})
    void aJobWhoseLeaderDiedAfterTheUnitsIsFinishedToo(String step) throws IOException, InterruptedException {
        runKilledAt(step, 1, Shared.SQLITE);
        assertThat(work(bench, over(Shared.SQLITE)).ok()).as(notes.toString()).isTrue();
        sameAsCalm();
    }

    @Test
    void severalWorkersShareTheUnitsOfARun() throws IOException, InterruptedException {
        var settings = over(Shared.POSTGRES);
        var begun = new CountDownLatch(1);
        try (var etl = bench.etl(b -> settings.apply(b).steps(s -> {
            if (s.equals("parse")) {
                begun.countDown();
            }
        }))) {
            var run = etl.start(Bench.request(dataset(Shared.POSTGRES)));
            begun.await();
            try (var one = start("none", 0);
                    var two = start("none", 0)) {
                assertThat(run.await().failure()).isEmpty();
                assertThat(one.exitCode()).as(one.output()).isZero();
                assertThat(two.exitCode()).as(two.output()).isZero();
            }
        }
        sameAsCalm();
    }

    private ChildJvm start(String step, int count) throws IOException {
        return ChildJvm.start(
                List.of("-Xmx128m"),
                WorkerMain.class,
                bench.home().path().toString(),
                step,
                Integer.toString(count),
                url(Shared.POSTGRES));
    }

    @Test
    void aWorkerThatLacksAPluginOrHasAnotherRevisionLeavesTheJobToOthersAndSaysSoOnce()
            throws IOException, InterruptedException, SQLException {
        bench.source(DAT, Entries.bytes("a\tb\nc\td\n"));
        var dataset = bench.yaml(STAGED.replace("PARSER", "revised"));
        try (var etl = bench.etl(b -> b.plugin(new TestPlugins.Revised(2)).steps(failingAt("decide")))) {
            assertThat(etl.run(Bench.request(dataset)).failure()).isPresent();
        }
        reopen();
        for (UnaryOperator<EtlBuilder> without :
                List.<UnaryOperator<EtlBuilder>>of(b -> b, b -> b.plugin(new TestPlugins.Revised(1)))) {
            notes.clear();
            try (var etl = bench.etl(without)) {
                var worker = etl.worker(request());
                assertThat(worker.await().ok()).isTrue();
                assertThat(count(etl, "parsing")).isEqualTo(1);
            }
            assertThat(notes).hasSize(1).first().asString().contains("is left to others", "revised");
        }
        assertThat(work(bench, b -> b.plugin(new TestPlugins.Revised(2))).ok()).isTrue();
        assertThat(bench.visible()).isNotEmpty();
    }

    /** As if the run had been killed and not failed. */
    private void reopen() throws SQLException {
        try (var connection = DriverManager.getConnection(bench.home().ledgerUrl());
                var statement = connection.createStatement()) {
            statement.execute("UPDATE ingestion_jobs SET status = 'parsing', completed_at = NULL");
        }
    }

    private static Consumer<String> failingAt(String step) {
        return name -> {
            if (name.equals(step)) {
                throw new IllegalStateException("failing at " + step);
            }
        };
    }

    @Test
    void aWorkerWithAnotherObjectStoreLeavesTheJobToOthers() throws IOException, InterruptedException {
        runKilledAt("decide", 1, Shared.POSTGRES);
        var elsewhere = bench("elsewhere");

        assertThat(work(elsewhere, over(Shared.POSTGRES)).figures().unitsStored())
                .isZero();

        assertThat(notes)
                .hasSize(1)
                .first()
                .asString()
                .contains(
                        "is left to others",
                        "JOB_REFUSED",
                        bench.home().path().toString(),
                        elsewhere.home().path().toString());
        assertThat(work(bench, over(Shared.POSTGRES)).ok()).isTrue();
        sameAsCalm();
    }

    @Test
    void aPausedJobWaitsAndNothingOfItStaysClaimed() throws IOException, InterruptedException {
        runKilledAt("decide", 1, Shared.SQLITE);
        try (var etl = bench.etl(b -> b)) {
            var job = etl.history().jobs(Optional.empty(), 1).get(0).jobId();
            assertThat(etl.operations().pause(job)).isTrue();
            assertThat(etl.worker(request()).await().figures().unitsStored()).isZero();
            assertThat(etl.history().jobs(Optional.empty(), 1).get(0).status()).isEqualTo("paused");
            assertThat(etl.operations().resume(job)).isTrue();
            var did = etl.worker(request()).await().figures();
            assertThat(did.unitsStored()).isPositive();
            assertThat(etl.figures()).as("of all workers").isEqualTo(did);
        }
        sameAsCalm();
    }

    @Test
    void aWorkerThatIsDrainedOrStoppedLeavesNothingClaimed() throws IOException, InterruptedException {
        runKilledAt("decide", 1, Shared.SQLITE);
        for (boolean atOnce : List.of(false, true)) {
            var inUnit = new CountDownLatch(1);
            try (var etl = bench.etl(b -> b.steps(step -> {
                if (step.equals("store") || step.equals("load")) {
                    inUnit.countDown();
                }
            }))) {
                var worker = etl.worker(WorkerRequest.untilStopped().withThreads(2));
                inUnit.await();
                if (atOnce) {
                    worker.stopNow();
                } else {
                    worker.drain();
                }
                assertThat(worker.await(Duration.ofSeconds(30))).isPresent();
                assertThat(etl.operations().figures().units())
                        .noneMatch(units -> units.status().equals("claimed"));
            }
        }
    }

    @Test
    void aUnitThatAlwaysFailsFailsItsJobAndTheWorkerSaysSo() throws IOException, InterruptedException {
        runKilledAt("decide", 1, Shared.SQLITE);
        var report = work(bench, b -> b.steps(failingAt("unit_commit")));
        assertThat(report.ok()).isFalse();
        assertThat(report.failedJobs()).hasSize(1);
        assertThat(notes).anyMatch(note -> note.contains("failed at attempt"));
    }
}
