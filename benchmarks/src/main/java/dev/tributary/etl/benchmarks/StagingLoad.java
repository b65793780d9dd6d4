package dev.tributary.etl.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.core.internal.ledger.HostDatabase;
import dev.tributary.etl.core.internal.ledger.JdbiLedger;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGConnection;

/**
 * What it costs to parse UniProtKB entries and let them wait in a ledger on PostgreSQL, from the first byte of the file on: {@code StagingLoad FILE.dat.gz
 * WORKERS ROUNDS}. The limit is a COPY of the same entries as ready JSON lines into a table of one jsonb column, over one connection to the same server.
 * Limit and staging take turns; each begins with empty tables. Claiming is what a worker waits for until a unit is its own; an empty unit
 * says what completing costs together with the wait for the disk, which a unit with records has too.
 */
public final class StagingLoad {
    private final Console console = new Console();
    private final Path file;
    private final int workers;

    private StagingLoad(Path file, int workers) {
        this.file = file;
        this.workers = workers;
    }

    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        var load = new StagingLoad(Path.of(args[0]), Integer.parseInt(args[1]));
        var ready = Files.createTempFile("ready", ".json");
        try {
            try (var pass = new ParsePass(new Processors("uniprot_flat", Set.of(RecordPart.JSON)), 1)) {
                pass.over(load.file, Optional.of(ready));
            }
            load.measure(ready, Integer.parseInt(args[2]));
        } finally {
            Files.delete(ready);
        }
    }

    private void measure(Path ready, int rounds) throws IOException, InterruptedException, SQLException {
        var ratios = new double[rounds];
        var claims = new double[rounds];
        for (int i = -1; i < rounds; i++) {
            double limit = limit(ready);
            try (var database = PostgresServer.freshSchema();
                    var pool = new HikariDataSource()) {
                pool.setDataSource(database.dataSource());
                try (var ledger = new JdbiLedger(HostDatabase.open(pool))) {
                    var staged = new StagingPass(ledger, workers).over(file);
                    var empty = StagingPass.withoutRecords(ledger, staged.units());
                    if (i >= 0) {
                        ratios[i] = staged.seconds() / limit;
                        claims[i] = empty.claiming() / staged.seconds();
                        console.line(
                                "round %d: %,d entries in %,d units, limit %.2f s, staged %.2f s: %,.0f entries/s, %.2f x limit;"
                                        + " claiming %.2f ms a unit, %.2f %%, an empty unit %.2f ms",
                                i + 1,
                                staged.entries(),
                                staged.units(),
                                limit,
                                staged.seconds(),
                                staged.entries() / staged.seconds(),
                                ratios[i],
                                1000 * empty.claiming() / staged.units(),
                                100 * claims[i],
                                1000 * empty.completing() / staged.units());
                    }
                }
            }
        }
        console.line("median: %.2f x limit, claiming %.2f %%", Console.median(ratios), 100 * Console.median(claims));
    }

    private static double limit(Path ready) throws SQLException, IOException {
        try (PostgresSchema database = PostgresServer.freshSchema();
                var lines = new BufferedInputStream(Files.newInputStream(ready), 1 << 20)) {
            database.execute("CREATE TABLE staged_limit (entry jsonb)");
            long start = System.nanoTime();
            try (var connection = database.dataSource().getConnection()) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY staged_limit FROM STDIN (FORMAT csv, QUOTE e'\\x01', DELIMITER e'\\x02')",
                                lines,
                                1 << 16);
            }
            return Console.seconds(start);
        }
    }
}
