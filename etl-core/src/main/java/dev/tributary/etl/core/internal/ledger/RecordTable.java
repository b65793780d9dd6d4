package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.record.ContentHash;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The rows of records that were given to loaders, by far the most of a ledger. Stateless; the caller owns the transaction and has completed the key index before it
 * asks for keys.
 */
final class RecordTable {
    private static final int ROWS_PER_BATCH = 1000;
    private static final HexFormat HEX = HexFormat.of();
    private final LedgerDatabase database;
    private final JsonColumn json;

    RecordTable(LedgerDatabase database, JsonColumn json) {
        this.database = database;
        this.json = json;
    }

    long lastId(Handle handle) {
        return handle.createQuery(database.sql("records_last_id"))
                .mapTo(Long.class)
                .one();
    }

    /** Plain JDBC in the handle's transaction: with JDBI's binding each row would cost several times as much. */
    void insert(Handle handle, UnitRows rows) throws SQLException {
        insert(handle, "records_insert", rows, rows.loaded());
        // Their keys are taken, and nothing else finds them.
        insert(handle, "records_insert_refused", rows, rows.refused());
    }

    private void insert(Handle handle, String statement, UnitRows rows, Iterable<StagedRecord> records)
            throws SQLException {
        if (!records.iterator().hasNext()) {
            return;
        }
        try (var insert = handle.getConnection().prepareStatement(database.sql(statement))) {
            int waiting = 0;
            for (var staged : records) {
                // A batch that was executed forgets what was bound.
                insert.setLong(1, rows.jobNumber());
                insert.setInt(2, rows.unit());
                bind(insert, staged);
                insert.addBatch();
                if (++waiting == ROWS_PER_BATCH) {
                    insert.executeBatch();
                    waiting = 0;
                }
            }
            if (waiting > 0) {
                insert.executeBatch();
            }
        }
    }

    /** The parameters 3 to 14 of every statement that inserts a row. */
    static void bind(PreparedStatement insert, StagedRecord staged) throws SQLException {
        insert.setInt(3, staged.chunk());
        insert.setString(4, StorableText.key(staged.type()));
        insert.setString(5, StorableText.key(staged.identifier()));
        insert.setString(6, StorableText.mended(staged.name()));
        var hash = staged.hash();
        insert.setBytes(7, hash == null ? null : HEX.parseHex(hash.sha256()));
        insert.setBytes(8, hash == null ? null : HEX.parseHex(hash.md5()));
        insert.setBytes(9, contentMd5(hash));
        var origin = staged.origin();
        insert.setInt(10, origin.file());
        insert.setLong(11, origin.ordinal());
        insert.setLong(12, origin.offset());
        insert.setLong(13, origin.length());
        insert.setLong(14, origin.line());
    }

    private static byte @Nullable [] contentMd5(@Nullable ContentHash hash) {
        var hex = hash == null ? null : hash.contentMd5();
        return hex == null ? null : HEX.parseHex(hex);
    }

    /** All wanted identifiers go in one parameter, so that the statement is the same for any number of them. */
    Set<String> taken(Handle handle, long jobNumber, String recordType, Set<String> identifiers) {
        var found = new HashSet<String>();
        handle.createQuery(database.sql("records_taken"))
                .bind("job_no", jobNumber)
                .bind("record_type", recordType)
                .bind("identifiers", json.of(identifiers))
                .mapTo(String.class)
                .forEach(found::add);
        return found;
    }

    /** What completed units loaded is more than their rows. */
    boolean deletes(Handle handle, long jobNumber) {
        return handle.createQuery(database.sql("records_missing_of_loaded"))
                        .bind("job_no", jobNumber)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    void each(Handle handle, long jobNumber, BiConsumer<String, String> typeAndIdentifier) {
        handle.createQuery(database.sql("records_each"))
                .bind("job_no", jobNumber)
                .scanResultSet((rows, context) -> {
                    for (var row = rows.get(); row.next(); ) {
                        typeAndIdentifier.accept(row.getString(1), row.getString(2));
                    }
                    return true;
                });
    }

    String rootHash(Handle handle, long jobNumber) {
        return handle.createQuery(database.sql("records_in_key_order"))
                .bind("job_no", jobNumber)
                .scanResultSet((rows, context) -> {
                    var hash = new RootHash();
                    for (var row = rows.get(); row.next(); ) {
                        hash.add(row.getString(1), row.getString(2), row.getBytes(3));
                    }
                    return hash.hex();
                });
    }

    List<TracedRecord> trace(Handle handle, String dataset, String identifier) {
        var exact = handle.createQuery(database.sql("records_trace"))
                .bind("dataset", dataset)
                .bind("identifier", identifier)
                .map((row, context) -> traced(row))
                .list();
        return exact.isEmpty() ? traceIgnoringCase(handle, dataset, identifier) : exact;
    }

    /** The database folds ASCII only; other letters are tried in lower and in upper case. */
    private List<TracedRecord> traceIgnoringCase(Handle handle, String dataset, String identifier) {
        return handle.createQuery(database.sql("records_trace_ignoring_case"))
                .bind("dataset", dataset)
                .bind("identifier", identifier)
                .bind("lower_case", identifier.toLowerCase(Locale.ROOT))
                .bind("upper_case", identifier.toUpperCase(Locale.ROOT))
                .map((row, context) -> traced(row))
                .list();
    }

    private static TracedRecord traced(ResultSet row) throws SQLException {
        var name = row.getString("record_name");
        return new TracedRecord(
                row.getString("job"),
                row.getString("dataset_id"),
                row.getString("external_version"),
                row.getString("record_type"),
                row.getString("record_identifier"),
                name == null ? "" : name,
                hex(row.getBytes("content_sha256")),
                hex(row.getBytes("content_md5")),
                hex(row.getBytes("sequence_md5")),
                row.getInt("unit"),
                row.getInt("chunk"),
                row.getLong("ordinal"),
                row.getLong("source_offset"),
                row.getLong("source_length"),
                row.getLong("source_line"),
                row.getString("source"),
                JobTable.file(row));
    }

    private static String hex(byte @Nullable [] digest) {
        return digest == null ? "" : HEX.formatHex(digest);
    }
}
