package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.storm.Kill.Shape;
import dev.tributary.etl.test.postgres.CommitFault;
import dev.tributary.etl.test.postgres.CommitFault.Way;
import dev.tributary.etl.test.postgres.PostgresProxy;
import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise 5: whether a COMMIT was done whose connection was cut is looked up; no row is lost, and none is there twice. */
@Timeout(600)
class CommitCutTest {
    /** Of a storm in full: thirty in all, ten of each way, and each place at least once. */
    private static final int CUTS_A_SHAPE = 15;

    private static final int CUTS_A_BENCH = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<Way> CUTS = List.of(Way.BEFORE, Way.REPLY_LOST, Way.REPLY_UNREAD);

    /** Transactions of a run, by words of a statement that only they have, how often a run has them at least, and the one shape that has them. */
    private enum Place {
        UNIT("SET status = 'completed', completed_at", 15, Optional.empty()),
        TARGET("SET state = 'committed'", 15, Optional.empty()),
        ATTEMPT("AS c (job, target, unit, dataset, fence, state)", 15, Optional.empty()),
        CLAIM("INSERT INTO ingestion_work_units AS u", 15, Optional.of(Shape.IN_ONE_PASS)),
        RESERVATION("WITH next AS MATERIALIZED", 5, Optional.of(Shape.IN_TWO_PASSES)),
        BEGUN("SET attempt = attempt + 1", 15, Optional.of(Shape.IN_TWO_PASSES)),
        FRAMED("SET framed_units =", 1, Optional.of(Shape.IN_TWO_PASSES)),
        DECIDED("SET decided_at =", 1, Optional.of(Shape.IN_TWO_PASSES)),
        HEARTBEAT("SET heartbeat_at = clock_timestamp()", 1, Optional.empty()),
        COMPLETION("release_commit = ", 1, Optional.empty()),
        OPENING("INSERT INTO ingestion_jobs ", 1, Optional.empty()),
        BEGINNING("started_at = clock_timestamp()", 1, Optional.empty()),
        LOCK("INTO ingestion_locks (", 1, Optional.empty()),
        UNLOCK("version = version + 1, held = false WHERE", 1, Optional.empty());

        private final String statement;
        private final int times;
        private final Optional<Shape> only;

        Place(String statement, int times, Optional<Shape> only) {
            this.statement = statement;
            this.times = times;
            this.only = only;
        }

        static List<Place> of(Shape shape) {
            return Arrays.stream(values())
                    .filter(place -> place.only.map(shape::equals).orElse(true))
                    .toList();
        }

        CommitFault fault(int time, Way way) {
            return new CommitFault(statement, time, way);
        }
    }

    @TempDir
    Path folder;

    private PostgresSchema schema;
    private PostgresProxy proxy;
    private final List<PostgresSchema> schemas = new ArrayList<>();

    @BeforeEach
    void proxy() throws IOException {
        schema = freshSchema();
        proxy = PostgresProxy.before(schema.url());
    }

    private PostgresSchema freshSchema() {
        var fresh = PostgresServer.freshSchema();
        schemas.add(fresh);
        return fresh;
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        schemas.forEach(PostgresSchema::close);
    }

    /** Runs reach the schema by the proxy, whose port is in what they write: so one without a fault does too. */
    private DatabaseBench bench(String name, PostgresSchema own, Shape shape) throws IOException {
        return new DatabaseBench(folder.resolve(name), own, proxy.url(own.url()), shape);
    }

    @ParameterizedTest
    @EnumSource
    void cutCommitsLoseNothingAndDoubleNothing(Shape shape) throws IOException, InterruptedException, SQLException {
        var places = Place.of(shape);
        var cuts = draw(places, Storm.random("commits cut " + shape), Storm.full() ? CUTS_A_SHAPE : places.size() / 2);
        Snapshot expected;
        try (var calm = bench("calm", schema, shape)) {
            assertThat(calm.run(step -> {}).status()).isEqualTo(RunStatus.COMPLETED);
            expected = calm.snapshot();
            assertThat(calm.rows()).isEqualTo(DatabaseBench.expectedRows());
        }
        Deque<CommitFault> waiting = new ArrayDeque<>(cuts);
        for (int n = 0; !waiting.isEmpty(); n++) {
            // A bench reaches at least one of its cuts, so this ends.
            assertThat(n).as("benches").isLessThan(cuts.size());
            var some = take(waiting);
            some.forEach(proxy::plan);
            try (var torn = bench("torn-" + n, freshSchema(), shape)) {
                torn.runUntilDone(waitingForHeartbeats(some));
                expected.assertSame(torn.snapshot(), some);
            }
            // A transaction that did not come again in this bench comes in another.
            waiting.addAll(proxy.withdraw());
        }
        assertThat(proxy.happened()).as("cuts that happened").containsExactlyInAnyOrderElementsOf(cuts);
        System.out.println("commits cut " + shape + ": " + proxy.happened());
    }

    /** No two at one place: after the first, others count from another run's beginning. */
    private static List<CommitFault> take(Deque<CommitFault> waiting) {
        var some = new ArrayList<CommitFault>();
        for (int looked = waiting.size(); looked > 0 && some.size() < CUTS_A_BENCH; looked--) {
            var next = waiting.remove();
            if (some.stream().anyMatch(one -> one.statement().equals(next.statement()))) {
                waiting.add(next);
            } else {
                some.add(next);
            }
        }
        return some;
    }

    private static List<CommitFault> draw(List<Place> all, Random random, int count) {
        var cuts = new ArrayList<CommitFault>();
        var places = new ArrayList<>(all);
        Collections.shuffle(places, random);
        for (int i = 0; i < count; i++) {
            var place = places.get(i % places.size());
            cuts.add(place.fault(1 + random.nextInt(place.times), CUTS.get(i % CUTS.size())));
        }
        Collections.shuffle(cuts, random);
        return cuts;
    }

    /** A run may be quicker than its first heartbeat. */
    private Consumer<String> waitingForHeartbeats(List<CommitFault> planned) {
        var heartbeats = planned.stream()
                .filter(f -> f.statement().equals(Place.HEARTBEAT.statement))
                .toList();
        return step -> {
            if (step.equals("load")) {
                heartbeats.forEach(this::await);
            }
        };
    }

    private void await(CommitFault fault) {
        try {
            assertThat(proxy.await(fault, PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever reads that nothing had to be done would look for the run that did it. */
    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"REPLY_LOST", "REPLY_UNREAD"})
    void aRunThatDidNotHearThatItsJobIsCompletedHasCompletedIt(Way way) throws IOException, InterruptedException {
        try (var bench = bench("bench", schema, Shape.IN_ONE_PASS)) {
            proxy.plan(Place.COMPLETION.fault(1, way));
            var report = bench.run(step -> {});
            assertThat(proxy.happened()).hasSize(1);
            assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
            assertThat(report.output()).hasSize(2);
        }
    }

    /** The first COMMIT with the lock takes it, and the last one gives it back. */
    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"BEFORE", "REPLY_LOST", "REPLY_UNREAD"})
    void aRunWhoseLockWasCutGoesOn(Way way) throws IOException, InterruptedException {
        try (var bench = bench("bench", schema, Shape.IN_ONE_PASS)) {
            proxy.plan(Place.LOCK.fault(1, way));
            proxy.plan(Place.UNLOCK.fault(1, way));
            var report = bench.run(step -> {});
            assertThat(proxy.happened()).hasSize(2);
            assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        }
    }

    /** Without the note beside the rows that a unit is committed, nobody could tell, and the rows would be there twice. */
    @ParameterizedTest
    @EnumSource
    void whatIsKnownOfACommittedUnitIsItsRow(Shape shape) throws IOException, InterruptedException {
        cutAtTheTarget("whole", shape, List.of());
        var forgetful = List.of(
                "CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.state := 'open'; RETURN NEW; END $$",
                "CREATE TRIGGER forget BEFORE UPDATE ON etl_unit_commits FOR EACH ROW EXECUTE FUNCTION forget()");
        assertThatThrownBy(() -> cutAtTheTarget("forgetful", shape, forgetful)).isInstanceOf(AssertionError.class);
    }

    /** @param taken statements that take a mechanism out, once the loader has made its tables */
    private void cutAtTheTarget(String name, Shape shape, List<String> taken) throws IOException, InterruptedException {
        var own = freshSchema();
        var done = new AtomicBoolean();
        proxy.plan(Place.TARGET.fault(5, Way.REPLY_UNREAD));
        try (var bench = bench(name, own, shape)) {
            bench.runUntilDone(step -> {
                if (step.equals("load") && !done.getAndSet(true)) {
                    own.execute(taken.toArray(String[]::new));
                }
            });
            assertThat(bench.rows()).isEqualTo(DatabaseBench.expectedRows());
        }
    }
}
