package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections of the host's DataSource, pooled or not. Each is looked at when it is taken, for another user may have had it since: WAL, synchronous
 * FULL and a busy timeout of 20 s are set where they are not, and stay. A connection is closed when it is given back; the DataSource never is.
 */
final class SqliteHostConnections implements SqliteConnections {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteHostConnections.class);
    private static final int FULL = 2;

    private final HostConnections host;

    SqliteHostConnections(DataSource host) {
        this.host = new HostConnections(host);
    }

    @Override
    public Connection openConnection() throws SQLException {
        return SqliteConnections.whileBusy(this::take);
    }

    private Connection take() throws SQLException {
        var connection = host.openConnection();
        try {
            waitForLocks(connection);
            surviveCrashes(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            closeConnection(connection);
            throw e;
        }
    }

    private static void waitForLocks(Connection connection) throws SQLException {
        if (Integer.parseInt(pragma(connection, "busy_timeout")) < BUSY_TIMEOUT.toMillis()) {
            pragma(connection, "busy_timeout = " + BUSY_TIMEOUT.toMillis());
        }
    }

    private static void surviveCrashes(Connection connection) throws SQLException {
        if (Integer.parseInt(pragma(connection, "synchronous")) < FULL) {
            pragma(connection, "synchronous = FULL");
        }
        var journal = pragma(connection, "journal_mode");
        if (!journal.equals("wal") && !pragma(connection, "journal_mode = WAL").equals("wal")) {
            throw new EtlException(
                    StandardError.LEDGER_INCOMPATIBLE,
                    "Cannot keep the ledger in the DataSource's SQLite database: its journal is '" + journal
                            + "' and cannot be WAL",
                    "give a DataSource over a database in a file on a local disk");
        }
    }

    /** The setting's value, empty for those that answer nothing when they are set. */
    private static String pragma(Connection connection, String setting) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (!statement.execute("PRAGMA " + setting)) {
                return "";
            }
            try (var rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    /** A pool would lend the connection again as it is: the transaction must not stay open. */
    @Override
    public void discard(Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug(
                    "There was nothing to roll back: work that reads has no transaction, and some failures end theirs",
                    e);
        }
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        host.closeConnection(connection);
    }

    /** Nothing of the host's is closed here. */
    @Override
    public void close() {}
}
