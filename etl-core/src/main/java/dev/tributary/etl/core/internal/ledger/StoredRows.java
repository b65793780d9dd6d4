package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import org.jdbi.v3.core.Handle;

/**
 * The rows of one unit that waited and were given to the loaders.
 *
 * @param refused their places among what the unit staged, as a JSON list
 * @param count how many they are
 */
record StoredRows(long jobNumber, int unit, RowRange ids, String refused, long count) {
    void update(Handle handle, LedgerDatabase database) {
        int changed = handle.createUpdate(database.sql("staging_store"))
                .bind("job_no", jobNumber)
                .bind("unit", unit)
                .bind("first", ids.first())
                .bind("last", ids.last())
                .bind("refused", refused)
                .execute();
        if (changed != count) {
            throw new EtlException(
                    StandardError.COUNTS_MISMATCH,
                    "Cannot commit unit " + unit + ": " + count + " records were given to the loaders, and " + changed
                            + " waited");
        }
    }
}
