package dev.tributary.etl.benchmarks;

import dev.tributary.etl.jdbc.JdbcFactory;
import dev.tributary.etl.jdbc.JdbcOptions;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.postgresql.PGConnection;

/**
 * What the loader {@code jdbc} costs against what PostgreSQL needs for the same rows: {@code TableLoad ROWS ROUNDS [UNIT_ROWS]}. The limit is a COPY of
 * ready text into a temporary table and one INSERT … ON CONFLICT out of it, in one transaction; the loader gets ready records, in units of
 * UNIT_ROWS (1,000), and commits each. Each round begins with an empty table, and loads the same rows a second time.
 */
public final class TableLoad {
    private static final RecordType TYPE = RecordType.named("person")
            .column("id", RecordType.Kind.TEXT)
            .column("name", RecordType.Kind.TEXT)
            .column("city", RecordType.Kind.TEXT)
            .column("visits", RecordType.Kind.INTEGER)
            .key("id")
            .build();

    private static final String COLUMNS = "(id text PRIMARY KEY, name text, city text, visits bigint)";
    private static final int BATCH = 100;

    private final Console console = new Console();
    private final List<DataRecord> rows = new ArrayList<>();
    private final int unitRows;

    private TableLoad(int count, int unitRows) {
        this.unitRows = unitRows;
        var random = new SplittableRandom(7);
        for (int i = 0; i < count; i++) {
            var id = String.format(
                    "%016x%016x%016x%016x", random.nextLong(), random.nextLong(), random.nextLong(), (long) i);
            var origin = new Origin(0, "people.csv", i * 100L, 100, i, i + 1);
            rows.add(TYPE.record(origin, id, "Person number " + i, "City " + i % 1_000, (long) random.nextInt(100)));
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        int rounds = Integer.parseInt(args[1]);
        var load = new TableLoad(Integer.parseInt(args[0]), args.length > 2 ? Integer.parseInt(args[2]) : 1_000);
        var ratios = new double[rounds];
        var again = new double[rounds];
        for (int i = -1; i < rounds; i++) {
            try (var database = PostgresServer.freshSchema()) {
                double limit = load.limit(database);
                double first = load.loader(database, "first", 1);
                double second = load.loader(database, "second", 2);
                if (i >= 0) {
                    ratios[i] = first / limit;
                    again[i] = second / first;
                    load.console.line(
                            "round %d: limit %.3f s, loader %.3f s: %.2f x limit; the same rows again %.3f s: %.2f x first",
                            i + 1, limit, first, ratios[i], second, again[i]);
                }
            }
        }
        load.console.line("median: %.2f x limit, again %.2f x first", Console.median(ratios), Console.median(again));
    }

    private double limit(PostgresSchema database) throws SQLException, IOException {
        database.execute("CREATE TABLE people_limit " + COLUMNS);
        var text = text();
        long start = System.nanoTime();
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("CREATE TEMP TABLE people_new (LIKE people_limit) ON COMMIT DROP");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY people_new FROM STDIN", new ByteArrayInputStream(text), 1 << 16);
            statement.execute(
                    "INSERT INTO people_limit AS t SELECT * FROM people_new ON CONFLICT (id) DO UPDATE SET"
                            + " name = excluded.name, city = excluded.city, visits = excluded.visits"
                            + " WHERE (t.name, t.city, t.visits) IS DISTINCT FROM (excluded.name, excluded.city, excluded.visits)");
            connection.commit();
        }
        return Console.seconds(start);
    }

    private byte[] text() {
        var out = new ByteArrayOutputStream();
        for (var row : rows) {
            var line = row.text("id") + "\t" + row.text("name") + "\t" + row.text("city") + "\t" + row.text("visits")
                    + "\n";
            out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private double loader(PostgresSchema database, String job, long fence) throws IOException, InterruptedException {
        var options = new JdbcOptions(
                Optional.of(database.url()),
                Optional.empty(),
                Optional.empty(),
                "people",
                List.of(),
                List.of(),
                JdbcOptions.Mode.UPSERT,
                Optional.empty());
        long start = System.nanoTime();
        try (var loader = new JdbcFactory().create(options, new NoContext())) {
            loader.prepare(new LoadTarget(job, "people", "people", "1", "1.0"), List.of(TYPE));
            for (int unit = 0; unit * unitRows < rows.size(); unit++) {
                int end = Math.min(rows.size(), (unit + 1) * unitRows);
                try (var task = loader.open(new LoadUnit(job, unit, fence))) {
                    for (int from = unit * unitRows; from < end; from += BATCH) {
                        task.write(new Batch(from / BATCH, rows.subList(from, Math.min(end, from + BATCH))), (r, p) -> {
                            throw new IllegalStateException(p.toString());
                        });
                    }
                    task.finish();
                }
            }
        }
        return Console.seconds(start);
    }
}
