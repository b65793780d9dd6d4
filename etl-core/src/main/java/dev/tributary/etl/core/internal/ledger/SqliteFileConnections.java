package dev.tributary.etl.core.internal.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sqlite.JDBC;

/** The engine's own connections to one SQLite file; up to {@value #KEPT} are kept open for reuse. After {@link #close} a returned one is closed. */
final class SqliteFileConnections implements SqliteConnections {
    private static final int KEPT = 4;

    /** Of whoever writes: WAL lets readers go on beside it; FULL makes a commit outlive a power cut. */
    static final List<String> WRITER = List.of("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON");

    static final List<String> READER = List.of("query_only = ON");

    /** 16 MiB of cache hold the inner pages of the key index; a checkpoint each 64 MiB of log writes a page once for many changes. */
    private static final List<String> ALL = List.of("cache_size = -16384", "wal_autocheckpoint = 16384");

    private final String url;
    private final List<String> settings;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    SqliteFileConnections(Path file, List<String> settings) {
        // As a URI, for the driver takes what follows a '?' in a plain path for settings.
        this.url = "jdbc:sqlite:file:" + file.toUri().getRawPath();
        this.settings = settings;
    }

    @Override
    public Connection openConnection() throws SQLException {
        var kept = idle.poll();
        return kept == null ? SqliteConnections.whileBusy(this::connectOnce) : kept;
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

    private Connection connectOnce() throws SQLException {
        // Not by DriverManager, which does not know the drivers of an application in a web container.
        var connection = JDBC.createConnection(url, new Properties());
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

    /**
     * Closing undoes the work. A rollback is not enough: a half-read statement would keep the connection at its old snapshot, and a failure of the
     * disk may have ended the transaction already.
     */
    @Override
    public void discard(Connection connection) throws SQLException {
        connection.close();
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
