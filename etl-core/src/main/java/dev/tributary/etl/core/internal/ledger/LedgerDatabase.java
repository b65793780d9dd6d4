package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The database under a ledger, and its dialect. Who adds one writes this interface and a folder with those named statements that the common ones do not
 * do for; callers stay as they are. Thread-safe. Work must not be nested, and must not keep the handle.
 *
 * <p>What fails in the database arrives as an EtlException: LEDGER_UNAVAILABLE, STATE_DAMAGED when its bytes are not a database's, DEFECT when a
 * constraint is broken. An EtlException of the work passes as it is.
 */
public interface LedgerDatabase extends AutoCloseable {
    /** The files of named statements: each in the folder of what all databases understand, and in that of the dialect. */
    List<String> FILES = List.of(
            "schema.sql",
            "jobs.sql",
            "units.sql",
            "records.sql",
            "staging.sql",
            "replays.sql",
            "fates.sql",
            "backends.sql",
            "fleet.sql");

    /** The database of the home that a component is made for. */
    static LedgerDatabase of(PluginContext context) {
        return context.service(LedgerDatabase.class)
                .orElseThrow(() -> new EtlException(
                        StandardError.DEFECT, "Cannot keep it in the ledger's database: there is none here"));
    }

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

    /**
     * Runs work in one writing transaction that a crash of the database's machine may undo after it was confirmed: what says that somebody lives or has
     * begun, and is not worth waiting for a disk. Never what raises a fence.
     */
    <T extends @Nullable Object> T writeSoon(Work<T> work);

    /** Whether this is the database's refusal of a second row with the same key. */
    boolean refusesKey(Exception failure);

    /** Whether the key of a record row is in the unique index as soon as the row is in the table. */
    boolean indexesKeysAtOnce();

    /** Whether rows can be copied over a connection, which is faster than to insert them. */
    boolean copies(Connection connection) throws SQLException;

    /** LEDGER_INCOMPATIBLE when a commit that was confirmed may be lost with the power. */
    void requireDurable();

    /** Connections to it, for others. */
    DataSource dataSource();

    @Override
    void close();
}
