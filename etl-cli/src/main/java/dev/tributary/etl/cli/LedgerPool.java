package dev.tributary.etl.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Connections to the database that {@code --ledger} names. The URL may hold a password, so no message repeats what stands behind its '?'. */
final class LedgerPool {
    private static final String POSTGRES = "jdbc:postgresql:";
    private static final int CONNECTIONS = 8;
    private static final long WAIT_MILLIS = 10_000;
    /** Of one answer: a server that went away without a word is noticed, and the longest statement, over all keys of a job, may take its time. */
    private static final int ANSWER_SECONDS = 900;

    private LedgerPool() {}

    /** A pool that connects when a connection is first asked for; the caller closes it. */
    static HikariDataSource of(String url) {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw new EtlException(
                    StandardError.OPTION_INVALID,
                    "Cannot use the URL of --ledger: no database is known that begins with '" + scheme(url)
                            + "', or what follows is misspelt",
                    "write jdbc:postgresql://host:5432/database?user=NAME, or jdbc:sqlite:FILE");
        }
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setPoolName("ledger");
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(WAIT_MILLIS);
        pool.setInitializationFailTimeout(-1);
        if (url.startsWith(POSTGRES)) {
            // What the URL itself says of these wins.
            pool.addDataSourceProperty("tcpKeepAlive", "true");
            pool.addDataSourceProperty("socketTimeout", Integer.toString(ANSWER_SECONDS));
        }
        return pool;
    }

    /** The URL without user, password and other settings. */
    static String withoutSettings(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
    }

    private static String scheme(String url) {
        int slashes = url.indexOf("//");
        int colon = url.indexOf(':', url.startsWith("jdbc:") ? "jdbc:".length() : 0);
        int end = slashes < 0 ? colon : Math.min(slashes, colon < 0 ? slashes : colon);
        return end < 0 ? "" : url.substring(0, end + 1);
    }
}
