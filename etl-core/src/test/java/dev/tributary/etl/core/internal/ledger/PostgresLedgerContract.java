package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.sql.SQLException;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

/** The contract over a PostgreSQL server, whoever makes the connections to it. */
abstract class PostgresLedgerContract extends LedgerContract {
    final PostgresSchema schema = PostgresServer.freshSchema();

    /** The test's connections. */
    abstract DataSource host();

    abstract void closeHost();

    @Override
    final Ledger open() {
        return new JdbiLedger(HostDatabase.open(host()));
    }

    @AfterEach
    final void drop() {
        closeHost();
        schema.close();
    }

    @Override
    final void writeStatus(String job, int unit, String word) {
        var table = unit < 0 ? "ingestion_jobs" : "ingestion_work_units";
        var row = " WHERE job_no = (SELECT job_no FROM ingestion_jobs WHERE id = '" + job + "')";
        schema.execute(
                "ALTER TABLE " + table + " DROP CONSTRAINT " + table + "_status_check",
                "UPDATE " + table + " SET status = '" + word + "'" + row + (unit < 0 ? "" : " AND number = " + unit));
    }

    @Override
    final void crashWithinCommit(String job) {
        try (var connection = schema.dataSource().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("UPDATE ingestion_work_units SET status = 'completed' WHERE number = 0");
            statement.execute("INSERT INTO ingestion_job_logs (job_no, level, message, logged_at)"
                    + " VALUES (1, 'warn', 'x', clock_timestamp())");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Which transaction wrote each row, and where it lies. */
    @Override
    final String fingerprint() {
        return schema.query("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1").stream()
                .map(table -> schema.query("SELECT '" + table + "', xmin, ctid FROM " + table + " ORDER BY ctid")
                        .toString())
                .collect(Collectors.joining());
    }
}
