package dev.tributary.etl.core.internal.ledger;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger's database on a PostgreSQL server, for any number of processes on any machines. Transactions are READ COMMITTED; each edge between states
 * is one statement that looks again at the row once it has its lock, so that of two at once the second sees what the first did. One that the server
 * undid because of another (a deadlock) is done again. All times are {@code clock_timestamp()}. The server ends a transaction in which nothing happens
 * for ten seconds.
 */
public final class PostgresDatabase implements LedgerDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);
    private static final int ROWS_AT_ONCE = 1_000;

    private static final RetryPolicy<Object> AGAIN = RetryPolicy.builder()
            .handleIf(PostgresFailures::undoneByAnother)
            .withDelay(5, 50, ChronoUnit.MILLIS)
            .withMaxRetries(20)
            .build();

    private final String place;
    private final PostgresFailures failures;
    private final NamedStatements statements = new NamedStatements(List.of(NamedStatements.BOTH, "postgres"), FILES);
    private final DataSource host;
    private final Jdbi jdbi;

    private PostgresDatabase(String place, DataSource host) {
        this.place = place;
        this.failures = new PostgresFailures(place);
        this.host = host;
        this.jdbi = Jdbi.create(new HostConnections(host));
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
        jdbi.getConfig(SqlStatements.class)
                .setTemplateEngine(TemplateEngine.NOP)
                .addCustomizer(new StatementCustomizer() {
                    /** Without it the driver would hold all rows of an answer in memory. */
                    @Override
                    public void beforeExecution(PreparedStatement statement, StatementContext context)
                            throws SQLException {
                        statement.setFetchSize(ROWS_AT_ONCE);
                    }
                });
    }

    /**
     * Opens the ledger, with tables made if absent and the user may make them.
     *
     * @param place how messages call the database; without user and password
     * @throws EtlException LEDGER_INCOMPATIBLE for a database that cannot hold a ledger, LEDGER_UNAVAILABLE when the server does not answer
     */
    static PostgresDatabase open(String place, DataSource host) {
        var database = new PostgresDatabase(place, host);
        database.requireUnicode();
        LedgerSchema.of("postgres").migrate(database, place);
        return database;
    }

    private void requireUnicode() {
        var encoding = setting("server_encoding");
        if (!encoding.equals("UTF8")) {
            throw new EtlException(
                    StandardError.LEDGER_INCOMPATIBLE,
                    "Cannot keep the ledger in " + place + ": its encoding is " + encoding,
                    "make a database with ENCODING 'UTF8' for it");
        }
    }

    @Override
    public void requireDurable() {
        for (var setting : new String[] {"synchronous_commit", "fsync"}) {
            if (setting(setting).equals("off")) {
                throw new EtlException(
                        StandardError.LEDGER_INCOMPATIBLE,
                        "Cannot run with the ledger " + place + ": " + setting
                                + " is off, so its server may forget what it confirmed",
                        "set it on for the server, the database and the user,"
                                + " or write run: {allow_async_commit: true} into the dataset file");
            }
        }
    }

    private String setting(String name) {
        return read(handle -> handle.createQuery(sql("server_setting"))
                .bind("name", name)
                .mapTo(String.class)
                .one());
    }

    @Override
    public String sql(String name) {
        return statements.named(name);
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        return write(work);
    }

    @Override
    public <T extends @Nullable Object> T write(Work<T> work) {
        try {
            return Failsafe.with(AGAIN).get(() -> transaction(work));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw failures.of(e);
        } catch (JdbiException e) {
            throw failures.of(e);
        }
    }

    @Override
    public <T extends @Nullable Object> T writeSoon(Work<T> work) {
        return write(handle -> {
            handle.execute("SET LOCAL synchronous_commit = off");
            return work.in(handle);
        });
    }

    private <T extends @Nullable Object> T transaction(Work<T> work) throws SQLException {
        try (var handle = jdbi.open()) {
            handle.getConnection().setAutoCommit(false);
            try {
                limitIdleness(handle.getConnection());
                T result = work.in(handle);
                handle.getConnection().commit();
                return result;
            } finally {
                end(handle.getConnection());
            }
        }
    }

    /** A process that stands still, or that the server cannot reach, must not keep its rows from those who take over for longer than this. */
    private static void limitIdleness(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL idle_in_transaction_session_timeout = '10s'");
        }
    }

    /** Undoes what was not committed; a connection that is broken has nothing to undo and nothing to set. */
    private static void end(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.debug("The connection is broken; the server has undone what was not committed", e);
        }
    }

    @Override
    public boolean refusesKey(Exception failure) {
        return PostgresFailures.doubledKey(failure);
    }

    /** An index that is extended later would need every row to be written a second time: a row that changes is a new one here. */
    @Override
    public boolean indexesKeysAtOnce() {
        return true;
    }

    @Override
    public boolean copies(Connection connection) throws SQLException {
        return BinaryCopy.possible(connection);
    }

    @Override
    public DataSource dataSource() {
        return host;
    }

    /** The connections are the host's. */
    @Override
    public void close() {}
}
