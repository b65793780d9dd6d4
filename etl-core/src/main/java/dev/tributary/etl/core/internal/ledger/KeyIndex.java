package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Puts the keys of record rows into the unique index, many units at a time: an index over random keys that grows by 1,000 rows a commit writes
 * about a page for each row, one that grows by {@value #ROWS_AT_ONCE} rows writes a tenth of that. Until then the rows are in the table but in no
 * index; whoever needs keys calls {@link #complete} first. Stateless: what is pending stands in the unit rows, so it outlives a crash.
 */
final class KeyIndex implements RecordKeys {
    private static final int ROWS_AT_ONCE = 1 << 16;
    private final LedgerDatabase database;
    private final RecordTable records;

    KeyIndex(LedgerDatabase database, RecordTable records) {
        this.database = database;
        this.records = records;
    }

    @Override
    public void insert(Handle handle, UnitRows rows) throws SQLException {
        long before = records.lastId(handle);
        records.insert(handle, rows);
        note(
                handle,
                UnitKind.PARSE_BATCH,
                rows.jobNumber(),
                rows.unit(),
                new RowRange(before + 1, records.lastId(handle)));
    }

    @Override
    public void store(Handle handle, StoredRows rows) {
        rows.update(handle, database);
        note(handle, UnitKind.STORE_BATCH, rows.jobNumber(), rows.unit(), rows.ids());
    }

    /** Notes the rows of a unit as pending, and indexes what is pending once it is enough to be worth it. */
    private void note(Handle handle, UnitKind kind, long jobNumber, int unit, RowRange rows) {
        handle.createUpdate(database.sql("units_keep_record_ids"))
                .bind("job_no", jobNumber)
                .bind("kind", kind.word())
                .bind("unit", unit)
                .bind("first", rows.first())
                .bind("last", rows.last())
                .execute();
        if (pending(handle, jobNumber) >= ROWS_AT_ONCE) {
            complete(handle, jobNumber);
        }
    }

    @Override
    public boolean isPending(Handle handle, long jobNumber) {
        return pending(handle, jobNumber) > 0;
    }

    /** How many rows of a job are in no index yet. */
    private long pending(Handle handle, long jobNumber) {
        return handle.createQuery(database.sql("keys_pending_count"))
                .bind("job_no", jobNumber)
                .mapTo(Long.class)
                .one();
    }

    @Override
    public List<Long> pendingJobs(Handle handle, String dataset) {
        return handle.createQuery(database.sql("keys_pending_of_dataset"))
                .bind("dataset", dataset)
                .mapTo(Long.class)
                .list();
    }

    @Override
    public void complete(Handle handle, long jobNumber) {
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
        return RecordKeys.doubled(which, refusal);
    }
}
