package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Several statements that count together or not at all. */
record Transaction(Dialect dialect, Connection connection) {
    /** What is done in it. */
    interface Work<T extends @Nullable Object> {
        T run() throws SQLException;
    }

    /**
     * Does the work and commits.
     *
     * @throws EtlException LOAD_OUTCOME_UNKNOWN when the database did not say whether it committed
     */
    <T extends @Nullable Object> T commit(Work<T> work) throws SQLException {
        var result = begun(work);
        try {
            execute("COMMIT");
            return result;
        } catch (SQLException e) {
            if (dialect.isTransient(e)) {
                throw new EtlException(
                        Problem.of(
                                StandardError.LOAD_OUTCOME_UNKNOWN,
                                "Cannot tell whether a unit was committed: " + dialect.message(e)),
                        e);
            }
            rollBack(e);
            throw e;
        }
    }

    /** Does the work and undoes it: what fails in it would fail when it counts. */
    void attempt(Work<?> work) throws SQLException {
        begun(work);
        execute("ROLLBACK");
    }

    private <T extends @Nullable Object> T begun(Work<T> work) throws SQLException {
        execute(dialect.begin());
        try {
            return work.run();
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    private void rollBack(Exception cause) {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // The database has rolled back by itself, or the connection is gone, and with it the transaction.
            cause.addSuppressed(e);
        }
    }

    /** Whether a table is there; not to be asked inside of a transaction, which a no would end. */
    boolean finds(TableName table) throws SQLException {
        try {
            execute("SELECT 1 FROM " + table.quoted() + " WHERE 1 = 0");
            return true;
        } catch (SQLException e) {
            if (!dialect.isTableMissing(e)) {
                throw e;
            }
            return false;
        }
    }

    /** Makes a table, if it still does not exist, when looking at it says that it is not there: a role without rights to make tables can load into those that are. */
    void ensure(String look, String create) throws SQLException {
        try {
            execute(look);
        } catch (SQLException e) {
            if (!dialect.isTableMissing(e)) {
                throw e;
            }
            commit(() -> {
                // Of several that make one table at once, all but the first would fail: a catalogue's keys are unique
                // too.
                execute(dialect.oneMigration());
                execute(create);
                return true;
            });
        }
    }

    void execute(String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
