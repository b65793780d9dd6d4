package dev.tributary.etl.benchmarks;

import dev.tributary.etl.jdbc.JdbcFactory;
import dev.tributary.etl.jdbc.JdbcOptions;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Publication;
import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;

/**
 * What the loader {@code jdbc} costs against what PostgreSQL needs for the same rows: {@code TableLoad ROWS ROUNDS [UNIT_ROWS]}. Both limits are a COPY
 * of text into a temporary table and one INSERT … ON CONFLICT out of it: of all rows in one transaction, and of UNIT_ROWS (1,000) in a transaction
 * each, over one connection and one temporary table. The loader gets records in such units, and finishes each on another thread while it writes the next
 * one, as the engine does. It loads into a table that has a row already, loads the same rows again, and loads into a database without the table. Rows
 * are made while they are loaded, in all of them alike, so memory does not grow with them.
 */
public final class TableLoad {
    private static final RecordType TYPE = RecordType.named("person")
            .column("id", RecordType.Kind.TEXT)
            .column("name", RecordType.Kind.TEXT)
            .column("city", RecordType.Kind.TEXT)
            .column("visits", RecordType.Kind.INTEGER)
            .key("id")
            .build();

    private static final String COLUMNS = "(id text PRIMARY KEY, name text, city text, visits bigint";
    private static final int BATCH = 100;

    private final Console console = new Console();
    private final int count;
    private final int unitRows;

    private TableLoad(int count, int unitRows) {
        this.count = count;
        this.unitRows = unitRows;
    }

    /** Keys are of 64 random digits, the same in every round. */
    private static DataRecord row(int i) {
        var id = new StringBuilder(64);
        for (long part = 1; part <= 4; part++) {
            id.append(hex(mixed(i * 4L + part)));
        }
        var origin = new Origin(0, "people.csv", i * 100L, 100, i, i + 1);
        return TYPE.record(origin, id.toString(), "Person number " + i, "City " + i % 1_000, mixed(i) >>> 57);
    }

    private static String hex(long number) {
        var digits = Long.toHexString(number);
        return "0".repeat(16 - digits.length()) + digits;
    }

    /** Splitmix64. */
    private static long mixed(long seed) {
        long z = seed * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    public static void main(String[] args) throws IOException, InterruptedException, SQLException, ExecutionException {
        int rounds = Integer.parseInt(args[1]);
        var load = new TableLoad(Integer.parseInt(args[0]), args.length > 2 ? Integer.parseInt(args[2]) : 1_000);
        var ratios = new double[4][rounds];
        for (int i = -1; i < rounds; i++) {
            var seconds = load.round();
            load.console.line(
                    "round %d: one transaction %.3f s, one a unit %.3f s; loader %.3f s, the same again %.3f s, first load %.3f s",
                    i + 1, seconds[0], seconds[1], seconds[2], seconds[3], seconds[4]);
            if (i >= 0) {
                ratios[0][i] = seconds[2] / seconds[0];
                ratios[1][i] = seconds[2] / seconds[1];
                ratios[2][i] = seconds[3] / seconds[2];
                ratios[3][i] = seconds[4] / seconds[0];
            }
        }
        load.console.line(
                "medians: loader %.2f x one transaction, %.2f x one a unit; the same again %.2f x the first; first load %.2f x one transaction",
                Console.median(ratios[0]),
                Console.median(ratios[1]),
                Console.median(ratios[2]),
                Console.median(ratios[3]));
    }

    private double[] round() throws SQLException, IOException, InterruptedException, ExecutionException {
        var seconds = new double[5];
        try (var database = PostgresServer.freshSchema()) {
            seconds[0] = limit(database, count);
        }
        try (var database = PostgresServer.freshSchema()) {
            seconds[1] = limit(database, unitRows);
        }
        try (var database = PostgresServer.freshSchema()) {
            database.execute("CREATE TABLE people " + COLUMNS + ", etl_row_hash bytea)");
            database.execute("INSERT INTO people VALUES ('nobody')");
            seconds[2] = loader(database, "first", 1);
            database.execute("VACUUM ANALYZE people");
            seconds[3] = loader(database, "second", 2);
        }
        try (var database = PostgresServer.freshSchema()) {
            seconds[4] = loader(database, "first", 1);
        }
        return seconds;
    }

    private double limit(PostgresSchema database, int rowsEach) throws SQLException, IOException {
        database.execute("CREATE TABLE people " + COLUMNS + ")");
        database.execute("INSERT INTO people VALUES ('nobody')");
        long start = System.nanoTime();
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE people_new (LIKE people) ON COMMIT DELETE ROWS");
            connection.setAutoCommit(false);
            for (int from = 0; from < count; from += rowsEach) {
                copy(connection, from, Math.min(count, from + rowsEach));
                statement.execute(
                        "INSERT INTO people AS t SELECT * FROM people_new ON CONFLICT (id) DO UPDATE SET"
                                + " name = excluded.name, city = excluded.city, visits = excluded.visits"
                                + " WHERE (t.name, t.city, t.visits) IS DISTINCT FROM (excluded.name, excluded.city, excluded.visits)");
                connection.commit();
            }
        }
        return Console.seconds(start);
    }

    private void copy(Connection connection, int from, int end) throws SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY people_new FROM STDIN");
        for (int at = from; at < end; at += unitRows) {
            var text = new StringBuilder();
            for (int i = at; i < Math.min(end, at + unitRows); i++) {
                var row = row(i);
                text.append(row.text("id"))
                        .append('\t')
                        .append(row.text("name"))
                        .append('\t');
                text.append(row.text("city"))
                        .append('\t')
                        .append(row.text("visits"))
                        .append('\n');
            }
            var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
        }
        copy.endCopy();
    }

    private double loader(PostgresSchema database, String job, long fence)
            throws IOException, InterruptedException, ExecutionException {
        var options = new JdbcOptions(
                Optional.of(database.url()),
                Optional.empty(),
                Optional.empty(),
                "people",
                List.of(),
                List.of(),
                JdbcOptions.Mode.UPSERT,
                Optional.empty());
        var target = new LoadTarget(job, "people", "people", "1", "1.0");
        long start = System.nanoTime();
        ExecutorService committing = Executors.newSingleThreadExecutor();
        try (var loader = new JdbcFactory().create(options, new NoContext())) {
            loader.prepare(target, List.of(TYPE));
            Optional<Future<Boolean>> before = Optional.empty();
            for (int unit = 0; unit * unitRows < count; unit++) {
                var task = written(loader, new LoadUnit(job, unit, fence));
                if (before.isPresent()) {
                    before.get().get();
                }
                before = Optional.of(committing.submit(() -> finished(task)));
            }
            if (before.isPresent()) {
                before.get().get();
            }
            loader.publish(new Publication(target, fence, Instant.EPOCH, Map.of()), List.of());
        } finally {
            committing.shutdown();
        }
        return Console.seconds(start);
    }

    private LoadTask written(Loader loader, LoadUnit unit) throws IOException, InterruptedException {
        var task = loader.open(unit);
        int end = Math.min(count, (unit.number() + 1) * unitRows);
        for (int from = unit.number() * unitRows; from < end; from += BATCH) {
            List<DataRecord> records = new ArrayList<>(BATCH);
            for (int i = from; i < Math.min(end, from + BATCH); i++) {
                records.add(row(i));
            }
            task.write(new Batch(from / BATCH, records), (record, problem) -> {
                throw new IllegalStateException(problem.toString());
            });
        }
        return task;
    }

    private static boolean finished(LoadTask task) throws IOException, InterruptedException {
        try (task) {
            task.finish();
            return true;
        }
    }
}
