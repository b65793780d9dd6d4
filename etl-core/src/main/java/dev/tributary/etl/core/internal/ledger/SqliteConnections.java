package dev.tributary.etl.core.internal.ledger;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.ConnectionFactory;

/** Where an SQLite database has its connections from, each with the settings that make it durable and for one user at a time. Thread-safe. */
interface SqliteConnections extends ConnectionFactory, AutoCloseable {
    Duration BUSY_TIMEOUT = Duration.ofSeconds(20);

    RetryPolicy<Connection> WHILE_BUSY = RetryPolicy.<Connection>builder()
            .handleIf(SqliteFailures::busy)
            .withDelay(5, 50, ChronoUnit.MILLIS)
            .withMaxRetries(-1)
            .withMaxDuration(BUSY_TIMEOUT)
            .build();

    /** Undoes what failed work left on its connection, before it is given back. */
    void discard(Connection connection) throws SQLException;

    @Override
    void close() throws SQLException;

    /** Two processes that make one new file are told 'busy' at once, without the timeout: the change to WAL does not wait for locks. */
    static Connection whileBusy(CheckedSupplier<Connection> opening) throws SQLException {
        try {
            return Failsafe.with(WHILE_BUSY).get(opening);
        } catch (FailsafeException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while it was locked", e);
        }
    }
}
