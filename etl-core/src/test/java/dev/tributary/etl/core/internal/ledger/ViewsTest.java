package dev.tributary.etl.core.internal.ledger;

import static dev.tributary.etl.core.internal.ledger.LedgerSamples.PROBLEM;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.WORKER;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.draft;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.file;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.letter;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.result;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.test.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see who look into the database, whichever it is. */
class ViewsTest {
    @TempDir
    Path folder = Path.of("");

    private static void assertViews(LedgerDatabase database) {
        try (var ledger = new JdbiLedger(database)) {
            ledger.openJob(draft("empty"), List.of());
            ledger.openJob(draft("job"), List.of(file(0)));
            ledger.beginRun("job", 1);
            ledger.queue().plan("job", 1, 0, 3);
            var first = ledger.queue().reserve("job", UnitKind.PARSE_BATCH, WORKER, 2);
            ledger.commitUnit(
                    with(result(first.get(0), "P1"), List.of(letter(3, PROBLEM)), new Counts(2, 0, 1, 1, 0, 0)));
            ledger.queue().reserve("job", UnitKind.PARSE_BATCH, new Worker("dead", "host", Duration.ofSeconds(-1)), 1);

            assertThat(rows(
                            database,
                            "SELECT job_id, units, units_completed, units_claimed, units_percent, records_read,"
                                    + " records_rejected FROM job_progress ORDER BY job_id"))
                    .containsExactly("empty 0 0 0 0 0 0", "job 4 1 2 25 2 1");
            assertThat(rows(database, "SELECT worker, worker_hostname, job_id, units FROM active_workers"))
                    .containsExactly("worker-1 host-1 job 1");
            assertThat(rows(database, "SELECT job_id, code, letters, cured FROM dead_letters_summary"))
                    .containsExactly("job E3004 FIELD_INVALID 1 0");
        }
    }

    private static List<String> rows(LedgerDatabase database, String sql) {
        return database.read(handle -> handle.createQuery(sql).mapToMap().stream()
                .map(row -> row.values().stream()
                        .map(value -> value instanceof Number n && n.doubleValue() == n.longValue()
                                ? Long.toString(n.longValue())
                                : String.valueOf(value))
                        .collect(Collectors.joining(" ")))
                .toList());
    }

    @Test
    void onSqlite() {
        assertViews(SqliteDatabase.open(folder.resolve("ledger.db")));
    }

    @Test
    void onPostgres() {
        try (var schema = PostgresServer.freshSchema()) {
            assertViews(HostDatabase.open(schema.dataSource()));
        }
    }
}
