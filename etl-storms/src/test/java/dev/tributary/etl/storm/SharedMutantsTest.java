package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.core.Worker;
import dev.tributary.etl.core.WorkerFigures;
import dev.tributary.etl.core.WorkerRequest;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.storm.Kill.Shape;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * As {@link MutantsTest}, for a job in two passes that a run and a worker share over PostgreSQL: each safety mechanism holds its scenario, and the scenario
 * notices when the mechanism is taken out, here by triggers. The note of a unit's commit has its mutant in {@link CommitCutTest}.
 */
@Timeout(120)
class SharedMutantsTest {
    private static final List<String> WHOLE = List.of();
    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

    @TempDir
    Path folder;

    /** Of a bench whose tables are there, with triggers on them. */
    private interface Scenario {
        void play(DatabaseBench bench) throws IOException, InterruptedException;
    }

    private void play(String name, List<String> triggers, Scenario scenario) throws IOException, InterruptedException {
        try (var schema = PostgresServer.freshSchema();
                var bench = new DatabaseBench(folder.resolve(name), schema, schema.url(), Shape.IN_TWO_PASSES)) {
            Etl.ddl("postgres").forEach(script -> schema.execute(script.sql()));
            triggers.forEach(schema::execute);
            scenario.play(bench);
        }
    }

    private static List<String> trigger(String when, String change) {
        return List.of(
                "CREATE FUNCTION mutant() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + change + " END $$",
                "CREATE TRIGGER mutant " + when + " EXECUTE FUNCTION mutant()");
    }

    @Test
    void aUnitThatAnotherTookOverIsNotCommitted() throws IOException, InterruptedException {
        play("whole", WHOLE, SharedMutantsTest::overtaken);
        var unfenced =
                trigger("BEFORE INSERT OR UPDATE ON ingestion_work_units FOR EACH ROW", "NEW.fence := 1; RETURN NEW;");
        assertThatThrownBy(() -> play("unfenced", unfenced, SharedMutantsTest::overtaken))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("leasesLost=0");
    }

    /** A worker stands still before a unit's commit until the run has begun the same unit, and goes on then. */
    private static void overtaken(DatabaseBench bench) throws InterruptedException {
        var sleeper = new Sleeper();
        try (var etl = bench.etl(builder ->
                builder.dataSource(sleeper.connections(bench.connections())).steps(sleeper))) {
            var overtaking = new Overtaking(bench, sleeper, etl);
            var report = bench.run(overtaking);
            var figures = overtaking.figures();
            assertThat(figures.leasesLost()).as("%s", figures).isPositive();
            assertThat(figures.unitsParsed()).as("%s", figures).isZero();
            assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
            assertThat(bench.rows()).isEqualTo(DatabaseBench.expectedRows());
        }
    }

    /** Stands still with all that it has when it is about to commit: its heartbeats get no connection either. */
    private static final class Sleeper implements Consumer<String> {
        private final AtomicBoolean sleeps = new AtomicBoolean();
        private final CountDownLatch asleep = new CountDownLatch(1);
        private final CountDownLatch awake = new CountDownLatch(1);

        @Override
        public void accept(String step) {
            if (step.equals("stage") && sleeps.compareAndSet(false, true)) {
                asleep.countDown();
                await(awake);
            }
        }

        DataSource connections(DataSource real) {
            return Faults.twisted(DataSource.class, "getConnection", (arguments, straight) -> {
                        if (sleeps.get()) {
                            await(awake);
                        }
                        return straight.call(arguments);
                    })
                    .apply(real);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the run does meanwhile: it lets the worker have a unit, and wakes it up when that unit is its own. */
    private static final class Overtaking implements Consumer<String> {
        private final DatabaseBench bench;
        private final Sleeper sleeper;
        private final Worker worker;

        Overtaking(DatabaseBench bench, Sleeper sleeper, Etl etl) {
            this.bench = bench;
            this.sleeper = sleeper;
            this.worker = etl.worker(WorkerRequest.untilStopped().withThreads(1));
        }

        @Override
        public void accept(String step) {
            if (step.equals("parse")) {
                SharedMutantsTest.await(sleeper.asleep);
            }
            if (step.equals("stage")) {
                aboutToCommit();
            }
        }

        private synchronized void aboutToCommit() {
            if (sleeper.awake.getCount() > 0 && hasBegunTheSleepersUnit()) {
                sleeper.awake.countDown();
                while (figures().unitsParsed() + figures().leasesLost() == 0) {
                    LockSupport.parkNanos(LOOK_NANOS);
                }
                worker.stopNow();
            }
        }

        private boolean hasBegunTheSleepersUnit() {
            return !bench.query("SELECT 1 FROM ingestion_work_units WHERE status = 'claimed' AND attempt = 2")
                    .isEmpty();
        }

        WorkerFigures figures() {
            return worker.figures();
        }
    }

    @Test
    void aRecordThatGoesNowhereStopsThePublication() throws IOException, InterruptedException {
        var completes = "BEFORE UPDATE ON ingestion_work_units FOR EACH ROW"
                + " WHEN (NEW.number = 1 AND NEW.status = 'completed' AND OLD.status <> 'completed')";
        var loses = "IF NEW.unit_type = 'store_batch' THEN NEW.records_loaded := NEW.records_loaded - 1; END IF; ";
        play("whole", trigger(completes, loses + "RETURN NEW;"), SharedMutantsTest::miscounted);
        // The sum that would not come out is made to.
        var hides = "IF NEW.unit_type = 'parse_batch' THEN NEW.records_read := NEW.records_read - 1; END IF; ";
        assertThatThrownBy(() -> play(
                        "unchecked", trigger(completes, loses + hides + "RETURN NEW;"), SharedMutantsTest::miscounted))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("COMPLETED");
    }

    private static void miscounted(DatabaseBench bench) throws IOException, InterruptedException {
        var report = runWithWorker(bench);
        assertThat(report.status()).isEqualTo(RunStatus.FAILED);
        assertThat(report.failure().map(Problem::code)).contains(StandardError.COUNTS_MISMATCH);
        assertThat(bench.home().names(name -> name.startsWith("releases/"))).isEmpty();
    }

    private static RunReport runWithWorker(DatabaseBench bench) throws InterruptedException {
        try (var etl = bench.etl(builder -> builder)) {
            var worker = etl.worker(WorkerRequest.untilStopped().withThreads(1));
            var report = bench.run(step -> {
                if (step.equals("parse")) {
                    while (worker.figures().unitsParsed() == 0) {
                        LockSupport.parkNanos(LOOK_NANOS);
                    }
                }
            });
            worker.stopNow();
            return report;
        }
    }

    @Test
    void whoShallHearOfAReleaseIsWrittenDownWithIt() throws IOException, InterruptedException {
        play("whole", WHOLE, this::told);
        var unwritten = trigger("BEFORE INSERT ON ingestion_outbox FOR EACH ROW", "RETURN NULL;");
        assertThatThrownBy(() -> play("unwritten", unwritten, this::told))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("storm/1");
    }

    /** Who completed the job died before it told anybody; the next who comes by does, and nobody after that. */
    private void told(DatabaseBench bench) throws IOException, InterruptedException {
        bench.notifying();
        runDiesAt("publish.notify", bench);
        assertThat(bench.notified()).isEmpty();
        assertThat(bench.runUntilDone(step -> {})).last().matches(run -> run.status() == RunStatus.UNCHANGED);
        assertThat(bench.notified()).containsExactly("storm/1");
        assertThat(bench.run(step -> {}).status()).isEqualTo(RunStatus.UNCHANGED);
        assertThat(bench.notified()).containsExactly("storm/1");
    }

    private static void runDiesAt(String step, DatabaseBench bench) throws IOException, InterruptedException {
        try (var child = ChildJvm.start(
                List.of("-Xmx128m"),
                StormMain.class,
                bench.home().path().toString(),
                bench.dataset().toString(),
                step,
                "1",
                bench.url())) {
            bench.work();
            assertThat(child.exitCode()).as(child.output()).isEqualTo(ChildJvm.KILLED);
        }
    }

    @Test
    void whoWasToldIsNotToldAgainAndAgain() throws IOException, InterruptedException {
        var forgotten = trigger("BEFORE UPDATE ON ingestion_outbox FOR EACH ROW", "RETURN NULL;");
        assertThatThrownBy(() -> play("forgotten", forgotten, this::told))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but some elements were not expected")
                .hasMessageContaining("storm/1");
    }

    @Test
    void aMessageThatComesTwiceComesUnderOneId() throws IOException, InterruptedException {
        play("whole", WHOLE, SharedMutantsTest::toldTwice);
        var named = "UPDATE ingestion_outbox SET attributes = jsonb_set(attributes::jsonb, '{commit}',"
                + " to_jsonb((SELECT max(fence) FROM ingestion_locks)::text))::text; RETURN NULL;";
        var namedByTheRun = trigger("AFTER UPDATE ON ingestion_locks FOR EACH STATEMENT", named);
        assertThatThrownBy(() -> play("named by the run", namedByTheRun, SharedMutantsTest::toldTwice))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("storm/1\", \"storm/");
    }

    /** Who told died before it could write that down. */
    private static void toldTwice(DatabaseBench bench) throws IOException, InterruptedException {
        bench.notifying();
        runDiesAt("publish.notify.told", bench);
        assertThat(bench.notified()).containsExactly("storm/1");
        assertThat(bench.runUntilDone(step -> {})).last().matches(run -> run.status() == RunStatus.UNCHANGED);
        assertThat(bench.notified()).containsExactly("storm/1", "storm/1");
        assertThat(bench.run(step -> {}).status()).isEqualTo(RunStatus.UNCHANGED);
        assertThat(bench.notified()).hasSize(2);
    }
}
