package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Finds out which database a host's DataSource leads to, and opens a ledger in it: SQLite or PostgreSQL. */
public final class HostDatabase {
    /** STRICT tables came with it. */
    private static final int SQLITE_MAJOR = 3;

    private static final int SQLITE_MINOR = 37;

    /** The oldest that still gets mended. */
    private static final int POSTGRES_MAJOR = 14;

    private HostDatabase() {}

    /**
     * Opens the ledger, with tables made if absent; they are called {@code ingestion_*} and leave others alone. The DataSource stays the host's.
     *
     * @throws EtlException LEDGER_INCOMPATIBLE for a database that cannot hold a ledger, LEDGER_UNAVAILABLE when there is no connection
     */
    public static LedgerDatabase open(DataSource host) {
        return found(host).open(host);
    }

    /** A database that can hold a ledger; opening takes connections of its own. */
    private interface Found {
        LedgerDatabase open(DataSource host);
    }

    private static Found found(DataSource host) {
        try (var connection = host.getConnection()) {
            return switch (connection.getMetaData().getDatabaseProductName()) {
                case "SQLite" -> sqlite(connection);
                case "PostgreSQL" -> postgres(connection);
                default ->
                    throw refused(
                            "it leads to " + product(connection),
                            "give a DataSource over PostgreSQL or SQLite, or none: the ledger is in the home then");
            };
        } catch (SQLException e) {
            throw noConnection(e);
        }
    }

    /** A pool says only that it waited in vain; what it met stands below. */
    private static String reason(SQLException failure) {
        Throwable deepest = failure;
        while (deepest.getCause() instanceof SQLException cause) {
            deepest = cause;
        }
        return String.valueOf(deepest.getMessage());
    }

    private static String product(Connection connection) throws SQLException {
        var about = connection.getMetaData();
        return about.getDatabaseProductName() + " " + about.getDatabaseProductVersion();
    }

    private static Found postgres(Connection connection) throws SQLException {
        if (connection.getMetaData().getDatabaseMajorVersion() < POSTGRES_MAJOR) {
            throw refused("it leads to " + product(connection), "use PostgreSQL " + POSTGRES_MAJOR + " or a newer one");
        }
        var place = withoutSecrets(connection.getMetaData().getURL());
        return host -> PostgresDatabase.open(place, host);
    }

    /** Settings behind the '?' may be user and password. */
    private static String withoutSecrets(@Nullable String url) {
        return url == null ? "of the DataSource" : url.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
    }

    private static EtlException noConnection(SQLException e) {
        if (SqliteFailures.damage(e)) {
            return new SqliteFailures("of the DataSource").of(e);
        }
        return new EtlException(
                Problem.of(
                                StandardError.LEDGER_UNAVAILABLE,
                                "Cannot open the ledger: the DataSource gives no connection (" + reason(e) + ")")
                        .withHint("look at the DataSource that the program gives to Etl.builder().dataSource"),
                e);
    }

    private static Found sqlite(Connection connection) throws SQLException {
        var about = connection.getMetaData();
        int major = about.getDatabaseMajorVersion();
        if (major < SQLITE_MAJOR || major == SQLITE_MAJOR && about.getDatabaseMinorVersion() < SQLITE_MINOR) {
            throw refused(
                    "it leads to " + product(connection),
                    "use a driver with SQLite " + SQLITE_MAJOR + "." + SQLITE_MINOR + " or newer");
        }
        var file = file(connection);
        return host -> SqliteDatabase.open(file, host);
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
