package dev.tributary.etl.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;

/** Connections to one database: the host's, or some of its own that are used again. Thread-safe. */
final class Connections implements AutoCloseable {
    private final Source source;
    private final boolean pooled;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Set<Connection> taken = new HashSet<>();
    /** Those that have the temporary tables of units. */
    private final Set<Connection> furnished = new HashSet<>();

    private boolean closed;

    private interface Source {
        Connection open() throws SQLException;
    }

    private Connections(Source source, boolean pooled) {
        this.source = source;
        this.pooled = pooled;
    }

    /** The program's DataSource, which may be a pool: each connection is closed after use. */
    static Connections of(DataSource source) {
        return new Connections(source::getConnection, true);
    }

    /** Connections of its own, used again until {@link #close}. */
    static Connections of(Login login) {
        return new Connections(login::connect, false);
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

    /** What is done on a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException, IOException;
    }

    /** Does work on a connection of its own, which is used again when it succeeds. */
    <T> T use(Work<T> work) throws SQLException, IOException {
        var connection = take();
        boolean whole = false;
        try {
            T result = work.on(connection);
            whole = true;
            return result;
        } finally {
            if (whole) {
                giveBack(connection);
            } else {
                discard(connection);
            }
        }
    }

    /** Whether what units need on a connection is there since an earlier one. */
    synchronized boolean isFurnished(Connection connection) {
        return furnished.contains(connection);
    }

    /** Leaves what units need on a connection for the next one; on one of the program's nothing is left. */
    synchronized void furnish(Connection connection) {
        if (!pooled) {
            furnished.add(connection);
        }
    }

    /** Closes those that nobody uses: what was left on them was for another preparation. */
    synchronized void closeIdle() throws SQLException {
        for (var connection : idle) {
            furnished.remove(connection);
            connection.close();
        }
        idle.clear();
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
        furnished.remove(connection);
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
        furnished.clear();
        for (var connection : all) {
            connection.close();
        }
    }
}
