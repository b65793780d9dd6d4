package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Puts record rows into a database so that a key comes once in a job, in the way that costs this database least. Stateless; the caller owns the
 * transaction. A key that came twice is a DEFECT, naming key and units, of {@link #insert} or of {@link #complete}.
 */
interface RecordKeys {
    /** Adds the rows of a unit, which may not be looked at yet. */
    void insert(Handle handle, UnitRows rows) throws SQLException;

    /** Makes the waiting rows of a unit ones that were loaded, which may not be looked at yet. */
    void store(Handle handle, StoredRows rows);

    /** Whether rows of a job were not looked at yet. */
    boolean isPending(Handle handle, long jobNumber);

    /** Numbers of the jobs of a dataset that have such rows. */
    List<Long> pendingJobs(Handle handle, String dataset);

    /** Looks at all rows of a job. */
    void complete(Handle handle, long jobNumber);

    static EtlException doubled(String which, Exception refusal) {
        var error = new EtlException(
                StandardError.DEFECT,
                "Cannot keep records: a key was loaded twice in one job: " + which,
                "duplicates must be resolved before load; report it");
        error.addSuppressed(refusal);
        return error;
    }
}
