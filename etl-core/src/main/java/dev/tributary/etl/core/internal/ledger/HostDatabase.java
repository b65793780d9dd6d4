package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Finds out which database a host's DataSource leads to, and opens a ledger in it. Today that is SQLite. */
public final class HostDatabase {
    /** STRICT tables came with it. */
    private static final int SQLITE_MAJOR = 3;

    private static final int SQLITE_MINOR = 37;

    private HostDatabase() {}

    /**
     * Opens the ledger, with tables made if absent; they are called {@code ingestion_*} and leave others alone. The DataSource stays the host's.
     *
     * @throws EtlException LEDGER_INCOMPATIBLE for a database that cannot hold a ledger, LEDGER_UNAVAILABLE when there is no connection
     */
    public static LedgerDatabase open(DataSource host) {
        return SqliteDatabase.open(sqliteFile(host), new SqliteHostConnections(host));
    }

    private static Path sqliteFile(DataSource host) {
        try (var connection = host.getConnection()) {
            requireSqlite(connection);
            return file(connection);
        } catch (SQLException e) {
            throw noConnection(e);
        }
    }

    private static EtlException noConnection(SQLException e) {
        if (SqliteFailures.damage(e)) {
            return new SqliteFailures("of the DataSource").of(e);
        }
        return new EtlException(
                Problem.of(
                                StandardError.LEDGER_UNAVAILABLE,
                                "Cannot open the ledger: the DataSource gives no connection (" + e.getMessage() + ")")
                        .withHint("look at the DataSource that the program gives to Etl.builder().dataSource"),
                e);
    }

    private static void requireSqlite(Connection connection) throws SQLException {
        var about = connection.getMetaData();
        var product = about.getDatabaseProductName() + " " + about.getDatabaseProductVersion();
        if (!about.getDatabaseProductName().equals("SQLite")) {
            throw refused(
                    "it leads to " + product, "give a DataSource over SQLite, or none: the ledger is in the home then");
        }
        int major = about.getDatabaseMajorVersion();
        if (major < SQLITE_MAJOR || major == SQLITE_MAJOR && about.getDatabaseMinorVersion() < SQLITE_MINOR) {
            throw refused(
                    "it leads to " + product,
                    "use a driver with SQLite " + SQLITE_MAJOR + "." + SQLITE_MINOR + " or newer");
        }
    }

    private static Path file(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var databases = statement.executeQuery("SELECT file FROM pragma_database_list WHERE name = 'main'")) {
            var file = databases.next() ? databases.getString(1) : null;
            if (file == null || file.isEmpty()) {
                throw refused("its SQLite database is in memory", "give a DataSource over a database in a file");
            }
            return Path.of(file);
        }
    }

    private static EtlException refused(String why, String hint) {
        return new EtlException(
                StandardError.LEDGER_INCOMPATIBLE, "Cannot keep the ledger in the DataSource: " + why, hint);
    }
}
