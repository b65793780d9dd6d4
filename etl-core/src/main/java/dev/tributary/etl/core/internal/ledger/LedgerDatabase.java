package dev.tributary.etl.core.internal.ledger;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The database under a ledger, and its dialect: who adds one writes a folder of named statements and this interface, callers stay as they are.
 * Thread-safe. Work must not be nested, and must not keep the handle.
 *
 * <p>What fails in the database arrives as an EtlException: LEDGER_UNAVAILABLE, STATE_DAMAGED when its bytes are not a database's, DEFECT when a
 * constraint is broken. An EtlException of the work passes as it is.
 */
public interface LedgerDatabase extends AutoCloseable {
    /** What is done with a handle in one transaction. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T in(Handle handle) throws SQLException;
    }

    /** The statement of this name in the database's dialect. */
    String sql(String name);

    /** Runs work that only reads, beside any writer. */
    <T extends @Nullable Object> T read(Work<T> work);

    /** Runs work in one writing transaction; whatever it throws undoes all of it. */
    <T extends @Nullable Object> T write(Work<T> work);

    /** Whether this is the database's refusal of a second row with the same key. */
    boolean refusesKey(RuntimeException failure);

    @Override
    void close();
}
