package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Puts the keys of record rows into the unique index, many units at a time: an index over random keys that grows by 1,000 rows a commit writes
 * about a page for each row, one that grows by {@value #ROWS_AT_ONCE} rows writes a tenth of that. Until then the rows are in the table but in no
 * index; whoever needs keys calls {@link #complete} first. Stateless: what is pending stands in the unit rows, so it outlives a crash.
 */
final class KeyIndex {
    private static final int ROWS_AT_ONCE = 1 << 16;
    private final LedgerDatabase database;

    KeyIndex(LedgerDatabase database) {
        this.database = database;
    }

    /** Notes the rows of a unit as pending, and indexes what is pending once it is enough to be worth it. */
    void add(Handle handle, long jobNumber, int unit, RowRange rows) {
        handle.createUpdate(database.sql("units_keep_record_ids"))
                .bind("job_no", jobNumber)
                .bind("unit", unit)
                .bind("first", rows.first())
                .bind("last", rows.last())
                .execute();
        if (pending(handle, jobNumber) >= ROWS_AT_ONCE) {
            complete(handle, jobNumber);
        }
    }

    /** The consecutive ids of rows. */
    record RowRange(long first, long last) {}

    /** How many rows of a job are in no index yet. */
    long pending(Handle handle, long jobNumber) {
        return handle.createQuery(database.sql("keys_pending_count"))
                .bind("job_no", jobNumber)
                .mapTo(Long.class)
                .one();
    }

    /** Numbers of the jobs of a dataset that have pending rows. */
    List<Long> pendingJobs(Handle handle, String dataset) {
        return handle.createQuery(database.sql("keys_pending_of_dataset"))
                .bind("dataset", dataset)
                .mapTo(Long.class)
                .list();
    }

    /**
     * Indexes all pending rows of a job.
     *
     * @throws EtlException DEFECT, naming key and units, when a key came twice: the caller should have resolved it
     */
    void complete(Handle handle, long jobNumber) {
        try {
            handle.createQuery(database.sql("keys_pending_units"))
                    .bind("job_no", jobNumber)
                    .map((row, context) -> new RowRange(row.getLong(1), row.getLong(2)))
                    .list()
                    .forEach(rows -> index(handle, rows));
        } catch (RuntimeException e) {
            throw database.refusesKey(e) ? doubled(handle, jobNumber, e) : e;
        }
        handle.createUpdate(database.sql("keys_checked"))
                .bind("job_no", jobNumber)
                .execute();
    }

    private void index(Handle handle, RowRange rows) {
        handle.createUpdate(database.sql("keys_check"))
                .bind("first", rows.first())
                .bind("last", rows.last())
                .execute();
    }

    private EtlException doubled(Handle handle, long jobNumber, RuntimeException refusal) {
        var which = handle.createQuery(database.sql("keys_find_doubled"))
                .bind("job_no", jobNumber)
                .map((row, context) -> row.getString("record_type") + " '" + row.getString("record_identifier")
                        + "' (units " + row.getInt("first_unit") + " and " + row.getInt("second_unit") + ")")
                .findOne()
                .orElse("unknown");
        var error = new EtlException(
                StandardError.DEFECT,
                "Cannot keep records: a key was loaded twice in one job: " + which,
                "duplicates must be resolved before load; report it");
        error.addSuppressed(refusal);
        return error;
    }
}
