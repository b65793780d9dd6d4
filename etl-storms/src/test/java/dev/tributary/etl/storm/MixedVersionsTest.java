package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.EtlBuilder;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Old and new programs meet at one ledger, as while a fleet is brought up to date: who cannot go on says why, and the others end as if alone. */
@Timeout(120)
class MixedVersionsTest {
    private static final int LINES = 60;
    private static final int NEW_REVISION = 2;
    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();
    private static final String STAGED = """
            dataset_id: bench
            extract: { plugin: file, paths: [lines.txt] }
            parse: { plugin: revised }
            load: [{ plugin: jsonl }]
            run: { mode: staged, parse_batch: 4, chunk_bytes: 2KiB, unit_bytes: 64KiB, workers: 1, lease: 2s, heartbeat: 200ms }
            lock: jdbc
            state: jdbc
            """;

    private static final String WAITING = "SELECT 1 FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
            + " WHERE NOT l.granted AND c.relnamespace = current_schema()::regnamespace";

    @TempDir
    Path folder;

    private final PostgresSchema schema = PostgresServer.freshSchema();
    private final HikariDataSource pool = new HikariDataSource();
    private Bench bench = new Bench(Path.of(""));
    private Path dataset = Path.of("");

    @BeforeEach
    void bench() throws IOException {
        pool.setJdbcUrl(schema.url());
        bench = new Bench(Files.createDirectory(folder.resolve("bench")));
        dataset = staged(bench);
    }

    private static Path staged(Bench bench) throws IOException {
        var lines =
                IntStream.range(0, LINES).mapToObj(i -> "n" + i + "\ttext\n").collect(Collectors.joining());
        bench.source("lines.txt", lines.getBytes(StandardCharsets.UTF_8));
        return bench.yaml(STAGED);
    }

    @AfterEach
    void close() {
        pool.close();
        schema.close();
    }

    private RunReport run(Consumer<String> steps) throws InterruptedException {
        return bench.run(dataset, builder -> program(builder).dataSource(pool).steps(steps));
    }

    private static EtlBuilder program(EtlBuilder builder) {
        return builder.plugin(new TestPlugins.Revised(NEW_REVISION));
    }

    private void sameAsCalm() throws IOException, InterruptedException {
        var calm = new Bench(Files.createDirectory(folder.resolve("calm")));
        var alone = staged(calm);
        assertThat(calm.run(alone, MixedVersionsTest::program).status()).isEqualTo(RunStatus.COMPLETED);
        Snapshot.ofOutput(calm.home()).assertSame(Snapshot.ofOutput(bench.home()), "other programs at the ledger");
    }

    /** Of the units that a run has planned, while that stands still in its first one. */
    @Test
    void aWorkerWithAnOlderPluginLeavesTheUnitsToOthersAndSaysSoOnce() throws IOException, InterruptedException {
        var said = new AtomicReference<>("");
        var claims =
                "SELECT status, count(*), sum(attempt) FROM ingestion_work_units WHERE status <> 'pending' GROUP BY status";
        var report = run(once("parse", () -> {
            var before = schema.query(claims);
            said.set(oldWorker());
            assertThat(schema.query(claims)).isEqualTo(before);
        }));

        assertThat(said.get())
                .containsOnlyOnce("is left to others")
                .contains("revised", "idle ", "unitsParsed=0", "unitsStored=0", "unitsFailed=0");
        assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        sameAsCalm();
    }

    private String oldWorker() {
        var jvm = List.of("-Xmx128m", "-D" + WorkerMain.REVISION + "=" + (NEW_REVISION - 1));
        try (var child =
                ChildJvm.start(jvm, WorkerMain.class, bench.home().path().toString(), "none", "0", schema.url())) {
            assertThat(child.exitCode()).as(child.output()).isZero();
            return child.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static Consumer<String> once(String step, Runnable action) {
        var done = new AtomicBoolean();
        return reached -> {
            if (reached.equals(step) && !done.getAndSet(true)) {
                action.run();
            }
        };
    }

    /** The old one writes rows, whichever tables the newest script changes. */
    @Test
    void aNewProgramCompletesTheTablesBetweenTransactionsOfAnOldOne() throws Exception {
        var scripts = Etl.ddl("postgres");
        var newest = scripts.get(scripts.size() - 1);
        scripts.subList(0, scripts.size() - 1).forEach(script -> schema.execute(script.sql()));
        var tables = schema.query("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()"
                + " AND tablename LIKE 'ingestion_%' AND tablename <> 'ingestion_schema_version'");
        try (var old = schema.dataSource().getConnection();
                var writing = old.createStatement()) {
            old.setAutoCommit(false);
            writing.execute("LOCK TABLE " + String.join(", ", tables) + " IN ROW EXCLUSIVE MODE");
            var run = CompletableFuture.supplyAsync(this::runCalmly);
            while (schema.query(WAITING).isEmpty() && !run.isDone()) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            assertThat(run).isNotDone();
            old.commit();
            assertThat(run.get().status()).isEqualTo(RunStatus.COMPLETED);
        }
        assertThat(schema.query("SELECT max(version) FROM ingestion_schema_version"))
                .containsExactly(Integer.toString(newest.version()));
        sameAsCalm();
    }

    private RunReport runCalmly() {
        try {
            return run(step -> {});
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Scripts only add; so who has begun may go on, and who begins is told that it is too old. */
    @Test
    void anOldProgramGoesOnWhenTheTablesBecomeNewerAndIsNotBegunAgain() throws IOException, InterruptedException {
        var report = run(once(
                "decide",
                () -> schema.execute(
                        "ALTER TABLE ingestion_jobs ADD COLUMN later text NOT NULL DEFAULT ''",
                        "CREATE TABLE ingestion_later (job_no bigint REFERENCES ingestion_jobs (job_no))",
                        "INSERT INTO ingestion_schema_version VALUES (99, 'V099__later.sql', now())")));
        assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        sameAsCalm();

        assertThatThrownBy(() -> run(step -> {}))
                .isInstanceOf(EtlException.class)
                .hasMessageContaining("E5005 LEDGER_INCOMPATIBLE")
                .hasMessageContaining("its schema has version 99 and this program knows up to");
    }
}
