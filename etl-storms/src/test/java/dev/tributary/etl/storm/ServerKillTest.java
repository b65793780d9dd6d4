package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.test.postgres.PostgresProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server that has ledger, lock and target is killed and started again while a dataset is run: what it confirmed is there, and what is missing is done. */
@Timeout(600)
class ServerKillTest {
    /** Steps that a run reaches often, and some at its end, in the order in which it reaches them; each with a time that it surely reaches. */
    private static final List<Kill> KILLS = List.of(
            new Kill("load", "load", 20),
            new Kill("unit commit", "unit_commit", 10),
            new Kill("unit commit", "unit_commit.ledger", 10),
            new Kill("unit commit", "unit_commit.done", 10),
            new Kill("publish", "publish.loader", 1),
            new Kill("publish", "publish.commit", 1),
            new Kill("publish", "publish.ledger", 1));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aKilledServerCostsTimeAndNothingElse(Kill.Shape shape) throws IOException, InterruptedException, SQLException {
        var random = Storm.random("server killed");
        try (var server = PostgresProcess.start(Files.createDirectory(folder.resolve("server")))) {
            var calmSchema = server.freshSchema();
            Snapshot expected;
            try (var calm = new DatabaseBench(folder.resolve("calm"), calmSchema, calmSchema.url(), shape)) {
                assertThat(calm.run(step -> {}).status()).isEqualTo(RunStatus.COMPLETED);
                expected = calm.snapshot();
            }
            var killer = new Killer(server);
            killer.plan(draw(shape, random));
            for (int n = 0; !killer.planned.isEmpty(); n++) {
                // A bench reaches at least its first kill, so this ends; what comes no more in one comes in another.
                assertThat(n).as("benches").isLessThan(kills(shape));
                var schema = server.freshSchema();
                try (var torn = new DatabaseBench(folder.resolve("torn-" + n), schema, schema.url(), shape)) {
                    torn.runUntilDone(killer);
                    killer.finish();
                    expected.assertSame(torn.snapshot(), killer.happened);
                }
            }
            assertThat(killer.happened).hasSize(kills(shape));
            System.out.println("server killed " + shape + ": " + killer.happened);
        }
    }

    /** Of a storm in full five in both shapes together. */
    private static int kills(Kill.Shape shape) {
        if (!Storm.full()) {
            return 1;
        }
        return shape == Kill.Shape.IN_ONE_PASS ? 2 : 3;
    }

    /** From places all over a job, in its order. */
    private static List<Kill> draw(Kill.Shape shape, Random random) {
        int count = kills(shape);
        int first = random.nextInt(KILLS.size());
        return IntStream.range(0, count)
                .map(i -> (first + i * KILLS.size() / count) % KILLS.size())
                .sorted()
                .mapToObj(KILLS::get)
                .map(kill -> new Kill(kill.group(), kill.step(), 1 + random.nextInt(kill.count())))
                .toList();
    }

    /** Kills the server when a planned step is reached, and starts it again while the run meets that it is gone. */
    private static final class Killer implements Consumer<String> {
        private final PostgresProcess server;
        private final List<Kill> planned = new ArrayList<>();
        private final List<Kill> happened = new ArrayList<>();
        private final AtomicInteger reached = new AtomicInteger();
        private CompletableFuture<Void> restart = CompletableFuture.completedFuture(null);

        Killer(PostgresProcess server) {
            this.server = server;
        }

        void plan(List<Kill> kills) {
            planned.addAll(kills);
        }

        @Override
        public synchronized void accept(String step) {
            var due = planned.isEmpty() ? null : planned.get(0);
            if (due == null || !due.step().equals(step) || reached.incrementAndGet() < due.count()) {
                return;
            }
            restart.join();
            reached.set(0);
            happened.add(planned.remove(0));
            server.kill();
            restart = CompletableFuture.runAsync(this::start);
        }

        private void start() {
            try {
                server.start();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Returns when the server runs; what a run reached of the next kill does not count for another. */
        void finish() {
            restart.join();
            reached.set(0);
        }
    }
}
