package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Chunk;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.Parser;
import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Homes of several machines over one database: lock and state are rows of it, because their datasets say so. */
@Timeout(60)
class SharedDatabaseTest {
    private static final String DAT = "entries.dat";
    private static final String SHARED = "lock: jdbc\nstate: jdbc\n";

    /** The databases that homes may share. */
    enum Database {
        SQLITE,
        POSTGRES
    }

    @TempDir
    Path folder;

    private Bench one;
    private Bench two;
    private @Nullable PostgresSchema schema;
    private final List<HikariDataSource> pools = new ArrayList<>();

    @BeforeEach
    void benches() throws IOException {
        one = bench("one");
        two = bench("two");
    }

    private Bench bench(String name) throws IOException {
        var made = new Bench(Files.createDirectory(folder.resolve(name)));
        made.source(DAT, Entries.bytes(Entries.text(0, 60)));
        return made;
    }

    @AfterEach
    void close() {
        pools.forEach(HikariDataSource::close);
        if (schema != null) {
            schema.close();
        }
    }

    private HikariDataSource pool(Database database) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(
                database == Database.SQLITE
                        ? "jdbc:sqlite:" + folder.resolve("shared.db")
                        : postgres().url());
        pools.add(pool);
        return pool;
    }

    private PostgresSchema postgres() {
        if (schema == null) {
            schema = PostgresServer.freshSchema();
        }
        return schema;
    }

    private Path dataset(Bench bench) throws IOException {
        return bench.yaml(Bench.HEAD.replace("run: {", "run: { heartbeat: 20ms, lease: 500ms,")
                + "extract: { plugin: file, paths: ['" + DAT + "'] }\nload: [" + Bench.JSONL + "]\n" + SHARED);
    }

    private static ErrorCode code(RunReport report) {
        return report.failure().orElseThrow(() -> new AssertionError(report)).code();
    }

    /** Stops the run's thread when a step is reached first, until the gate opens or the thread is interrupted. */
    private record Gate(String step, AtomicInteger reached, CountDownLatch there, CountDownLatch open)
            implements Consumer<String> {
        Gate(String step) {
            this(step, new AtomicInteger(), new CountDownLatch(1), new CountDownLatch(1));
        }

        @Override
        public void accept(String name) {
            if (name.equals(step) && reached.incrementAndGet() == 1) {
                there.countDown();
                try {
                    open.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSecondRunInAnotherHomeFailsAtOnceAndNamesTheFirst(Database database)
            throws IOException, InterruptedException {
        var gate = new Gate("load");
        try (var etl = one.etl(b -> b.dataSource(pool(database)).steps(gate))) {
            var first = etl.start(Bench.request(dataset(one)));
            gate.there().await();
            var refused = two.run(dataset(two), b -> b.dataSource(pool(database)));
            gate.open().countDown();

            assertThat(code(refused)).isEqualTo(StandardError.LOCK_HELD);
            assertThat(refused.failure().orElseThrow().message())
                    .contains("/" + ProcessHandle.current().pid());
            assertThat(first.await().status()).isEqualTo(RunStatus.COMPLETED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLeaseIsRenewedForAsLongAsItsRunWorks(Database database)
            throws IOException, InterruptedException, SQLException {
        var gate = new Gate("load");
        var pool = pool(database);
        try (var etl = one.etl(b -> b.dataSource(pool).steps(gate))) {
            var first = etl.start(Bench.request(dataset(one)));
            gate.there().await();
            long before = version(pool);
            while (version(pool) < before + 3) {
                Thread.onSpinWait();
            }
            gate.open().countDown();
            assertThat(first.await().status()).isEqualTo(RunStatus.COMPLETED);
        }
    }

    private static long version(HikariDataSource pool) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT version FROM ingestion_locks")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** At work on units, and when all is loaded and the release is about to be committed. */
    @ParameterizedTest
    @EnumSource
    void aRunThatLostItsLeaseEndsBeforeItPublishes(Database database)
            throws IOException, InterruptedException, SQLException {
        for (var step : List.of("load", "publish.loader")) {
            var gate = new Gate(step);
            var pool = pool(database);
            try (var etl = one.etl(b -> b.dataSource(pool).steps(gate))) {
                var run = etl.start(Bench.request(dataset(one)));
                gate.there().await();
                execute(pool, "UPDATE ingestion_locks SET fence = fence + 1, version = version + 1");

                assertThat(code(run.await())).as(step).isEqualTo(StandardError.LEASE_LOST);
                assertThat(one.home().names(n -> n.startsWith("releases/"))).isEmpty();
            }
            execute(
                    pool,
                    "UPDATE ingestion_locks SET version = version + 1, held = "
                            + (database == Database.SQLITE ? "0" : "false"));
        }
        assertThat(one.run(dataset(one), b -> b.dataSource(pool(database))).status())
                .isEqualTo(RunStatus.COMPLETED);
    }

    private static void execute(HikariDataSource pool, String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @EnumSource
    void stateIsARowThatRunsOfOtherHomesAndCommandsThatKnowOnlyTheIdFind(Database database)
            throws IOException, InterruptedException, SQLException {
        one.source(DAT, Entries.bytes("a\tb\n"));
        var dataset = one.yaml("dataset_id: bench\nextract: { plugin: file, paths: ['" + DAT
                + "'] }\nparse: { plugin: dated }\nload: [" + Bench.JSONL + "]\n" + SHARED);
        var pool = pool(database);
        try (var etl = one.etl(b -> b.dataSource(pool).plugin(new Dated()))) {
            assertThat(etl.run(Bench.request(dataset)).failure()).isEmpty();
            assertThat(etl.plan(Bench.request(dataset)).state()).containsKey("lines");
            assertThat(one.home().path().resolve("state")).doesNotExist();
            assertThat(etl.verify("bench").findings()).isEmpty();

            execute(pool, "UPDATE ingestion_states SET document = '{\"values\":{}}'");
            assertThat(etl.verify("bench").findings()).hasSize(1);
        }
    }

    /** Says how far it read. */
    private static final class Dated extends TestPlugins.Base<Parser, PluginFactory.NoOptions> {
        Dated() {
            super(Parser.class, NoOptions.class, "dated");
        }

        @Override
        public Parser create(NoOptions options, PluginContext context) {
            return new Parser() {
                @Override
                public Framing framing() {
                    return Framing.lines(0);
                }

                @Override
                public List<RecordType> types() {
                    return List.of(TestPlugins.LINE);
                }

                @Override
                public void parse(Chunk chunk, Emitter out) {
                    while (chunk.next()) {
                        out.emit(TestPlugins.LINE.record(chunk.origin(), chunk.text(StandardCharsets.UTF_8), ""));
                        out.advance("lines", Instant.parse("2026-01-01T00:00:00Z"));
                    }
                }
            };
        }
    }
}
