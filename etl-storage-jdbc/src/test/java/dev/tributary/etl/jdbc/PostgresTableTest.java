package dev.tributary.etl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresTableTest extends TableContract {
    PostgresTableTest() {
        super(TestTarget.postgres());
    }

    /** Else a loader that was stopped, or that the server cannot reach, would keep its unit from those who take over. */
    @Test
    void theServerEndsATransactionInWhichNothingHappens() throws SQLException {
        try (var schema = PostgresServer.freshSchema();
                var connection = schema.dataSource().getConnection()) {
            var limit = new Transaction(new PostgresDialect(), connection).commit(() -> idleLimit(connection));
            assertThat(limit).isEqualTo("10s");
            assertThat(idleLimit(connection)).isEqualTo("0");
        }
    }

    private static String idleLimit(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT current_setting('idle_in_transaction_session_timeout')")) {
            row.next();
            return row.getString(1);
        }
    }

    private static boolean untilItFails(Statement statement) throws SQLException {
        while (true) {
            statement.execute("SELECT 1");
            Thread.onSpinWait();
        }
    }

    @Test
    void aTransactionThatTheServerEndedIsDoneAgain() throws SQLException {
        try (var schema = PostgresServer.freshSchema();
                var connection = schema.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("BEGIN; SET LOCAL idle_in_transaction_session_timeout = '1ms'; SELECT pg_sleep(0)");
            var failures = new Failures(new PostgresDialect(), "table samples");
            assertThatThrownBy(() -> failures.guarded(() -> untilItFails(statement)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("idle-in-transaction timeout");
        }
    }
}
