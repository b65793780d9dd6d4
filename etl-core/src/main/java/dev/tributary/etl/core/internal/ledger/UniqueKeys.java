package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jdbi.v3.core.Handle;

/** Keys that the database's unique index holds with their rows: nothing is ever pending. Rows are copied in where the driver can do that. */
final class UniqueKeys implements RecordKeys {
    private static final String BEFORE = "before_rows";
    /** Among so many rows of a unit the doubled key is looked for, so that the search fits into memory. */
    private static final int ROWS_SEARCHED = 100_000;

    private final LedgerDatabase database;
    private final RecordTable records;
    private final JsonColumn json;

    UniqueKeys(LedgerDatabase database, RecordTable records, JsonColumn json) {
        this.database = database;
        this.records = records;
        this.json = json;
    }

    /** The savepoint lets the transaction go on after a refusal, to look for the key. */
    @Override
    public void insert(Handle handle, UnitRows rows) throws SQLException {
        handle.savepoint(BEFORE);
        try {
            write(handle, rows);
        } catch (SQLException e) {
            if (!database.refusesKey(e)) {
                throw e;
            }
            handle.rollbackToSavepoint(BEFORE);
            throw doubled(handle, rows, e);
        }
        handle.releaseSavepoint(BEFORE);
    }

    private void write(Handle handle, UnitRows rows) throws SQLException {
        var connection = handle.getConnection();
        if (database.copies(connection)) {
            BinaryCopy.write(connection, database.sql("records_copy"), CopiedRecords.of(rows));
        } else {
            records.insert(handle, rows);
        }
    }

    private EtlException doubled(Handle handle, UnitRows rows, SQLException refusal) {
        var which = inEarlierUnit(handle, rows).or(() -> inThisUnit(rows)).orElse("unknown");
        return RecordKeys.doubled(which, refusal);
    }

    private Optional<String> inEarlierUnit(Handle handle, UnitRows rows) {
        var byType = new TreeMap<String, TreeSet<String>>();
        all(rows).forEach(row -> byType.computeIfAbsent(row.type(), t -> new TreeSet<>())
                .add(row.identifier()));
        return byType.entrySet().stream()
                .flatMap(e -> handle
                        .createQuery(database.sql("keys_units_of"))
                        .bind("job_no", rows.jobNumber())
                        .bind("record_type", e.getKey())
                        .bind("identifiers", json.of(e.getValue()))
                        .map((row, context) ->
                                place(e.getKey(), row.getString("record_identifier"), row.getInt("unit"), rows.unit()))
                        .list()
                        .stream())
                .findFirst();
    }

    private static Optional<String> inThisUnit(UnitRows rows) {
        var seen = new HashSet<List<String>>();
        return all(rows)
                .filter(row -> !seen.add(List.of(row.type(), row.identifier())))
                .map(row -> place(row.type(), row.identifier(), rows.unit(), rows.unit()))
                .findFirst();
    }

    private static Stream<StagedRecord> all(UnitRows rows) {
        return Stream.concat(stream(rows.loaded()), stream(rows.refused())).limit(ROWS_SEARCHED);
    }

    private static Stream<StagedRecord> stream(Iterable<StagedRecord> records) {
        return StreamSupport.stream(records.spliterator(), false);
    }

    private static String place(String type, String identifier, int first, int second) {
        return type + " '" + identifier + "' (units " + first + " and " + second + ")";
    }

    @Override
    public boolean isPending(Handle handle, long jobNumber) {
        return false;
    }

    @Override
    public List<Long> pendingJobs(Handle handle, String dataset) {
        return List.of();
    }

    @Override
    public void store(Handle handle, StoredRows rows) {
        try {
            rows.update(handle, database);
        } catch (RuntimeException e) {
            throw database.refusesKey(e) ? RecordKeys.doubled("in unit " + rows.unit(), e) : e;
        }
    }

    /** Every row was looked at when it came. */
    @Override
    public void complete(Handle handle, long jobNumber) {}
}
