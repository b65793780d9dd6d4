package dev.tributary.etl.core.internal.ledger;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * Opens connections to one SQLite file with the settings that make it durable, and keeps up to {@value #KEPT} open for reuse. Thread-safe; a
 * connection has one user at a time. After {@link #close} a returned connection is closed.
 */
final class SqliteConnections implements ConnectionFactory, AutoCloseable {
    static final Duration BUSY_TIMEOUT = Duration.ofSeconds(20);
    private static final int KEPT = 4;

    /** Of whoever writes: WAL lets readers go on beside it; FULL makes a commit outlive a power cut. */
    static final List<String> WRITER = List.of("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON");

    static final List<String> READER = List.of("query_only = ON");

    /** 16 MiB of cache hold the inner pages of the key index; a checkpoint each 64 MiB of log writes a page once for many changes. */
    private static final List<String> ALL = List.of("cache_size = -16384", "wal_autocheckpoint = 16384");

    private static final RetryPolicy<Connection> WHILE_BUSY = RetryPolicy.<Connection>builder()
            .handleIf(SqliteFailures::busy)
            .withDelay(5, 50, ChronoUnit.MILLIS)
            .withMaxRetries(-1)
            .withMaxDuration(BUSY_TIMEOUT)
            .build();

    private final String url;
    private final List<String> settings;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    SqliteConnections(Path file, List<String> settings) {
        // As a URI, for the driver takes what follows a '?' in a plain path for settings.
        this.url = "jdbc:sqlite:file:" + file.toUri().getRawPath();
        this.settings = settings;
    }

    @Override
    public Connection openConnection() throws SQLException {
        var kept = idle.poll();
        return kept == null ? connect() : kept;
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        if (connection.isClosed() || idle.size() >= KEPT) {
            connection.close();
            return;
        }
        idle.push(connection);
        if (closed.get()) {
            close();
        }
    }

    /** Two processes that make one new file are told 'busy' at once, without the timeout: the change to WAL does not wait for locks. */
    private Connection connect() throws SQLException {
        try {
            return Failsafe.with(WHILE_BUSY).get(this::connectOnce);
        } catch (FailsafeException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while it was locked", e);
        }
    }

    private Connection connectOnce() throws SQLException {
        var connection = DriverManager.getConnection(url);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + BUSY_TIMEOUT.toMillis());
            for (var setting : ALL) {
                statement.execute("PRAGMA " + setting);
            }
            for (var setting : settings) {
                statement.execute("PRAGMA " + setting);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Closes the idle connections. */
    @Override
    public void close() throws SQLException {
        closed.set(true);
        for (var connection = idle.poll(); connection != null; connection = idle.poll()) {
            connection.close();
        }
    }
}
