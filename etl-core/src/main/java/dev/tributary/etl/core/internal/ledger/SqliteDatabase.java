package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
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
    private static final List<String> STATEMENTS = List.of("schema.sql", "jobs.sql", "units.sql", "records.sql");
    private final SqliteFailures failures;
    private final NamedStatements statements = new NamedStatements("sqlite", STATEMENTS);
    private final SqliteConnections writers;
    private final SqliteConnections readers;
    private final Jdbi writing;
    private final Jdbi reading;
    private final ReentrantLock oneWriter = new ReentrantLock(true);

    private SqliteDatabase(Path file) {
        this.failures = new SqliteFailures(file);
        this.writers = new SqliteConnections(file, SqliteConnections.WRITER);
        this.readers = new SqliteConnections(file, SqliteConnections.READER);
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
        var database = new SqliteDatabase(absolute);
        try {
            database.prepareFile(absolute);
            LedgerSchema.of("sqlite").migrate(database, absolute.toString());
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private void prepareFile(Path file) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            var log = file.resolveSibling(file.getFileName() + "-wal");
            // SQLite would take an empty file for a new database and drop the log of the old one.
            if (Files.exists(log) && Files.size(log) > 0 && (!Files.exists(file) || Files.size(file) == 0)) {
                throw failures.damaged("it is empty and its log is not");
            }
        } catch (IOException e) {
            throw failures.of(e);
        }
        write(handle -> true);
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
            return work.in(handle);
        } catch (SQLException | JdbiException e) {
            throw failures.of(e);
        }
    }

    @Override
    public <T extends @Nullable Object> T write(Work<T> work) {
        oneWriter.lock();
        try (var handle = writing.open()) {
            return inTransaction(handle, work);
        } catch (SQLException | JdbiException e) {
            throw failures.of(e);
        } finally {
            oneWriter.unlock();
        }
    }

    /** By hand, for the driver's own transactions take the write lock again right after a commit. */
    private static <T extends @Nullable Object> T inTransaction(Handle handle, Work<T> work) throws SQLException {
        var connection = handle.getConnection();
        execute(connection, "BEGIN IMMEDIATE");
        boolean committed = false;
        try {
            T result = work.in(handle);
            execute(connection, "COMMIT");
            committed = true;
            return result;
        } finally {
            if (!committed) {
                rollBack(connection);
            }
        }
    }

    /** A failure of the disk has ended the transaction already; then there is nothing to roll back, and a fresh connection is the sure way. */
    private static void rollBack(Connection connection) throws SQLException {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            connection.close();
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    @Override
    public boolean refusesKey(RuntimeException failure) {
        return SqliteFailures.constraint(failure);
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
