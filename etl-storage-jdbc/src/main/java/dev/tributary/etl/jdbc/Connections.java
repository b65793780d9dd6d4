package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginContext;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;

/** Connections to one database: the host's, or some of its own that are used again. Thread-safe. */
final class Connections implements AutoCloseable {
    private final Source source;
    private final boolean pooled;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Set<Connection> taken = new HashSet<>();
    private boolean closed;

    private interface Source {
        Connection open() throws SQLException;
    }

    private Connections(Source source, boolean pooled) {
        this.source = source;
        this.pooled = pooled;
    }

    /**
     * By the options' URL, else the host's DataSource.
     *
     * @throws EtlException OPTION_MISSING when there is neither
     */
    static Connections of(JdbcOptions options, PluginContext context) {
        if (options.url().isPresent()) {
            var url = options.url().get();
            var properties = new Properties();
            // Of SQLite, which gives up at once otherwise when somebody else writes; other drivers do not know it.
            if (url.startsWith("jdbc:sqlite:")) {
                properties.setProperty("busy_timeout", "20000");
            }
            options.user().ifPresent(user -> properties.setProperty("user", user));
            options.password().ifPresent(password -> properties.setProperty("password", password.reveal()));
            return new Connections(() -> DriverManager.getConnection(url, properties), false);
        }
        var host = context.service(DataSource.class)
                .orElseThrow(() -> new EtlException(
                        StandardError.OPTION_MISSING,
                        "Cannot load into a table: no database is named, and the host program has no DataSource",
                        "write 'url'"));
        return new Connections(host::getConnection, true);
    }

    /** One that nobody else uses, outside of a transaction; to be given back. */
    Connection take() throws SQLException {
        synchronized (this) {
            if (!idle.isEmpty()) {
                var connection = idle.pop();
                taken.add(connection);
                return connection;
            }
        }
        var connection = source.open();
        connection.setAutoCommit(true);
        return kept(connection);
    }

    private synchronized Connection kept(Connection connection) throws SQLException {
        if (closed) {
            connection.close();
            throw new SQLException("the loader is closed");
        }
        taken.add(connection);
        return connection;
    }

    /** Gives one back that may be used again as it is. */
    synchronized void giveBack(Connection connection) throws SQLException {
        taken.remove(connection);
        if (pooled || closed) {
            connection.close();
        } else {
            idle.push(connection);
        }
    }

    /** Gives one back in an unknown condition. */
    synchronized void discard(Connection connection) throws SQLException {
        taken.remove(connection);
        connection.close();
    }

    /** Closes all, also those that are taken: their work is undone by the database. */
    @Override
    public synchronized void close() throws SQLException {
        closed = true;
        var all = new HashSet<>(taken);
        all.addAll(idle);
        taken.clear();
        idle.clear();
        for (var connection : all) {
            connection.close();
        }
    }
}
