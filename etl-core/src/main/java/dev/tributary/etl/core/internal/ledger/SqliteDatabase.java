package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;

/**
 * A ledger's database in one SQLite file, for the threads of one process and for several processes of one machine. One connection writes, guarded
 * by a lock; readers have their own and see the last commit. A writer takes the file's write lock at its first statement (BEGIN IMMEDIATE) and
 * waits up to 20 s for it.
 */
public final class SqliteDatabase implements LedgerDatabase {
    private final SqliteFailures failures;
    private final NamedStatements statements = new NamedStatements(List.of(NamedStatements.BOTH, "sqlite"), FILES);
    private final SqliteConnections writers;
    private final SqliteConnections readers;
    private final DataSource source;
    private final Jdbi writing;
    private final Jdbi reading;
    private final ReentrantLock oneWriter = new ReentrantLock(true);

    /** What it has its connections from, and others theirs. */
    private record Access(SqliteConnections writers, SqliteConnections readers, DataSource source) {}

    private SqliteDatabase(SqliteFailures failures, Access access) {
        this.failures = failures;
        this.writers = access.writers();
        this.readers = access.readers();
        this.source = access.source();
        this.writing = jdbi(writers);
        this.reading = jdbi(readers);
    }

    /**
     * Opens {@code file}, made with its folders and tables if absent.
     *
     * @throws EtlException LEDGER_UNAVAILABLE, STATE_DAMAGED or LEDGER_INCOMPATIBLE, naming the file
     */
    public static SqliteDatabase open(Path file) {
        var absolute = file.toAbsolutePath().normalize();
        var writers = new SqliteFileConnections(absolute, SqliteFileConnections.WRITER);
        var readers = new SqliteFileConnections(absolute, SqliteFileConnections.READER);
        var access = new Access(writers, readers, new SqliteFileSource(absolute));
        return new SqliteDatabase(new SqliteFailures(absolute.toString()), access).prepared(absolute);
    }

    /** The same over connections of the host, to a file that is there or can be made. */
    static SqliteDatabase open(Path file, DataSource host) {
        var connections = new SqliteHostConnections(host);
        var access = new Access(connections, connections, host);
        return new SqliteDatabase(new SqliteFailures(file.toString()), access).prepared(file);
    }

    private SqliteDatabase prepared(Path file) {
        try {
            prepareFile(file);
            LedgerSchema.of("sqlite").migrate(this, file.toString());
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void prepareFile(Path file) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            var log = file.resolveSibling(file.getFileName() + "-wal");
            boolean empty = !Files.exists(file) || Files.size(file) == 0;
            // SQLite would take an empty file for a new database and drop the log of the old one.
            if (empty && Files.exists(log) && Files.size(log) > 0) {
                throw failures.damaged("it is empty and its log is not");
            }
            if (empty) {
                write(handle -> true);
            }
        } catch (IOException e) {
            throw failures.of(e);
        }
    }

    private static Jdbi jdbi(SqliteConnections connections) {
        var jdbi = Jdbi.create(connections);
        jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
        return jdbi;
    }

    @Override
    public String sql(String name) {
        return statements.named(name);
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        try (var handle = reading.open()) {
            return orDiscard(readers, handle, () -> work.in(handle));
        } catch (SQLException | JdbiException e) {
            throw failures.of(e);
        }
    }

    @Override
    public <T extends @Nullable Object> T write(Work<T> work) {
        oneWriter.lock();
        try (var handle = writing.open()) {
            return orDiscard(writers, handle, () -> inTransaction(handle, work));
        } catch (SQLException | JdbiException e) {
            throw failures.of(e);
        } finally {
            oneWriter.unlock();
        }
    }

    /** The one writer waits for the disk each time: its connection is durable or it is not. */
    @Override
    public <T extends @Nullable Object> T writeSoon(Work<T> work) {
        return write(work);
    }

    /** By hand, for the driver's own transactions take the write lock again right after a commit. */
    private static <T extends @Nullable Object> T inTransaction(Handle handle, Work<T> work) throws SQLException {
        execute(handle.getConnection(), "BEGIN IMMEDIATE");
        T result = work.in(handle);
        execute(handle.getConnection(), "COMMIT");
        return result;
    }

    private interface Step<T extends @Nullable Object> {
        T run() throws SQLException;
    }

    private static <T extends @Nullable Object> T orDiscard(SqliteConnections owner, Handle handle, Step<T> step)
            throws SQLException {
        boolean done = false;
        try {
            T result = step.run();
            done = true;
            return result;
        } finally {
            if (!done) {
                owner.discard(handle.getConnection());
            }
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    @Override
    public boolean refusesKey(Exception failure) {
        return SqliteFailures.constraint(failure);
    }

    @Override
    public boolean indexesKeysAtOnce() {
        return false;
    }

    @Override
    public boolean copies(Connection connection) {
        return false;
    }

    /** Each connection that writes has synchronous FULL. */
    @Override
    public void requireDurable() {}

    @Override
    public DataSource dataSource() {
        return source;
    }

    @Override
    public void close() {
        try {
            readers.close();
            writers.close();
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }
}
