package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Promises 2 and 6: who is stopped (SIGSTOP) until its lease is past, and goes on when others have done its work, changes nothing any more. Of a job in one
 * pass it is a run; of one in two passes a worker among workers, which leads the job of a run that died.
 */
@Timeout(600)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGSTOP")
class ZombieTest {
    /** Of a storm in full: twenty in all, and five at least in each group of places. */
    private static final int ZOMBIES_A_SHAPE = 10;

    private static final int AT_ONCE = 5;

    /** Where they fall asleep: groups of steps, each with the most times that a run surely reaches it. */
    private static final List<List<Kill>> PLACES = List.of(
            List.of(at("parse", "parse", 10), at("parse", "load", 10)),
            List.of(
                    at("unit commit", "unit_commit", 10),
                    at("unit commit", "unit_commit.ledger", 10),
                    at("unit commit", "unit_commit.done", 10)),
            List.of(
                    at("publish", "publish.loader", 2),
                    at("publish", "publish.manifest", 1),
                    at("publish", "publish.commit", 1),
                    at("publish", "publish.pointer", 1),
                    at("publish", "publish.state", 1),
                    at("publish", "publish.ledger", 1)));

    @TempDir
    Path folder;

    private static Kill at(String group, String step, int most) {
        return new Kill(group, step, most);
    }

    @ParameterizedTest
    @EnumSource
    void whoWakesUpTooLateChangesNothing(Kill.Shape shape) throws IOException, InterruptedException, SQLException {
        var places = draw(Storm.random("zombies"), Storm.full() ? ZOMBIES_A_SHAPE : PLACES.size());
        Snapshot expected;
        try (var schema = PostgresServer.freshSchema();
                var calm = new DatabaseBench(folder.resolve("calm"), schema, schema.url(), shape)) {
            assertThat(calm.run(step -> {}).status()).isEqualTo(RunStatus.COMPLETED);
            expected = calm.snapshot();
        }
        for (int from = 0; from < places.size(); from += AT_ONCE) {
            // They sleep at once, for the lease that has to pass is the same time for all.
            var asleep = new ArrayList<Zombie>();
            try {
                for (var place : places.subList(from, Math.min(from + AT_ONCE, places.size()))) {
                    asleep.add(new Zombie(folder.resolve("zombie-" + (from + asleep.size())), place, shape));
                }
                for (var zombie : asleep) {
                    zombie.begin();
                }
                for (var zombie : asleep) {
                    zombie.fallAsleep();
                }
                for (var zombie : asleep) {
                    zombie.wakeUpTooLate(expected);
                }
            } finally {
                for (var zombie : asleep) {
                    zombie.close();
                }
            }
        }
        System.out.println("zombies " + shape + ": " + places);
    }

    private static List<Kill> draw(Random random, int count) {
        var drawn = new ArrayList<Kill>();
        for (int i = 0; i < count; i++) {
            var steps = PLACES.get(i % PLACES.size());
            var step = steps.get(random.nextInt(steps.size()));
            drawn.add(at(step.group(), step.step(), 1 + random.nextInt(step.count())));
        }
        Collections.shuffle(drawn, random);
        return drawn;
    }

    /** A process that is stopped in the midst of its work, and the bench on which others do it. */
    private static final class Zombie implements AutoCloseable {
        private final Kill place;
        private final Kill.Shape shape;
        private final PostgresSchema schema = PostgresServer.freshSchema();
        private final DatabaseBench bench;
        private final Path sign;
        private ChildJvm child;

        /** What starts here is the run to be stopped, or one that leaves its job to workers. */
        Zombie(Path folder, Kill place, Kill.Shape shape) throws IOException {
            this.place = place;
            this.shape = shape;
            this.sign = folder.resolveSibling(folder.getFileName() + ".sign");
            this.bench = new DatabaseBench(folder, schema, schema.url(), shape);
            this.child = isWorker()
                    ? start(StormMain.class, home(), dataset(), "frame", "5", schema.url())
                    : start(StormMain.class, home(), dataset(), place.step(), count(), schema.url(), sign.toString());
        }

        private boolean isWorker() {
            return shape == Kill.Shape.IN_TWO_PASSES;
        }

        private static ChildJvm start(Class<?> main, String... arguments) throws IOException {
            return ChildJvm.start(List.of("-Xmx128m"), main, arguments);
        }

        private String home() {
            return bench.home().path().toString();
        }

        private String dataset() {
            return bench.dataset().toString();
        }

        private String count() {
            return Integer.toString(place.count());
        }

        void begin() throws IOException, InterruptedException {
            if (isWorker()) {
                assertThat(child.exitCode()).as(child.output()).isEqualTo(ChildJvm.KILLED);
                child.close();
                child = start(WorkerMain.class, home(), place.step(), count(), schema.url(), sign.toString());
            }
        }

        void fallAsleep() throws IOException, InterruptedException {
            assertThat(child.isThere(sign)).as("%s: %s", place, child.output()).isTrue();
            child.suspend();
            Files.delete(sign);
        }

        void wakeUpTooLate(Snapshot expected) throws IOException, InterruptedException, SQLException {
            if (isWorker()) {
                bench.work();
            }
            bench.runUntilDone(step -> {});
            expected.assertSame(bench.snapshot(), "what was done while one slept at " + place);
            var before = Snapshot.inFull(bench.home());

            child.resume();

            assertThat(child.exitCode()).as(child.output()).isZero();
            assertThat(child.output())
                    .as("%s", place)
                    .containsPattern(isWorker() ? "leasesLost=[1-9]" : "(?m)^failed .*LEASE_LOST");
            before.assertSame(Snapshot.inFull(bench.home()), place);
            expected.assertSame(bench.snapshot(), place);
        }

        @Override
        public void close() throws IOException {
            child.close();
            bench.close();
            schema.close();
        }
    }
}
