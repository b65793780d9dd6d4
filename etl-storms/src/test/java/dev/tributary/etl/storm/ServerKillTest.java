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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server that has ledger, lock and target is killed and started again while a dataset is run: what it confirmed is there, and what is missing is done. */
@Timeout(600)
class ServerKillTest {
    /** Steps that a run reaches often, and some at its end; each with a time that it surely reaches. */
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
            var schema = server.freshSchema();
            var killer = new Killer(server);
            for (int i = 0; i < killsAShape(); i++) {
                var kill = KILLS.get((i * 3 + random.nextInt(3)) % KILLS.size());
                killer.plan(new Kill(kill.group(), kill.step(), 1 + random.nextInt(kill.count())));
            }
            try (var torn = new DatabaseBench(folder.resolve("torn"), schema, schema.url(), shape)) {
                torn.runUntilDone(killer);
                killer.finish();
                expected.assertSame(torn.snapshot(), killer.happened);
            }
            assertThat(killer.happened).hasSize(killsAShape());
            System.out.println("server killed: " + killer.happened);
        }
    }

    private static int killsAShape() {
        return Storm.full() ? 5 : 1;
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

        void plan(Kill kill) {
            planned.add(kill);
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

        void finish() {
            restart.join();
        }
    }
}
