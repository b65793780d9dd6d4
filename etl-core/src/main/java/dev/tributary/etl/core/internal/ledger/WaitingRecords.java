package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.record.ContentHash;
import dev.tributary.etl.spi.record.Origin;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rows of records that wait to be loaded. Stateless; the caller owns the transaction. */
final class WaitingRecords {
    /** A usual unit has 4 MiB in all, and a record of 64 MiB is a unit of its own. */
    private static final int ROWS_PER_PAGE = 100;

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] NOTHING = {};

    private final LedgerDatabase database;

    WaitingRecords(LedgerDatabase database) {
        this.database = database;
    }

    /** Adds the rows of a unit, and notes between which ids they are found. */
    void insert(Handle handle, PackedRows rows) throws SQLException {
        long before = lastId(handle);
        var connection = handle.getConnection();
        if (database.copies(connection)) {
            BinaryCopy.write(connection, database.sql("staging_copy"), CopiedRecords.of(rows));
        } else {
            try (var insert = connection.prepareStatement(database.sql("staging_insert"))) {
                insert(insert, rows);
            }
        }
        handle.createUpdate(database.sql("staging_keep_record_ids"))
                .bind("job_no", rows.jobNumber())
                .bind("unit", rows.unit())
                .bind("first", before + 1)
                .bind("last", lastId(handle))
                .execute();
    }

    private long lastId(Handle handle) {
        return handle.createQuery(database.sql("records_last_id"))
                .mapTo(Long.class)
                .one();
    }

    private static void insert(PreparedStatement insert, PackedRows rows) throws SQLException {
        int waiting = 0;
        for (var packed : rows.staged().records()) {
            insert.setLong(1, rows.jobNumber());
            insert.setInt(2, rows.unit());
            RecordTable.bind(insert, packed.row());
            insert.setString(15, packed.kind().word());
            insert.setInt(16, packed.place());
            insert.setBytes(17, packed.newest());
            insert.setLong(18, rows.shape(packed));
            insert.setString(19, new String(packed.data(), StandardCharsets.UTF_8));
            insert.addBatch();
            if (++waiting == ROWS_PER_PAGE) {
                insert.executeBatch();
                waiting = 0;
            }
        }
        if (waiting > 0) {
            insert.executeBatch();
        }
    }

    /** The place of a unit's rows in the table, and the name of its source. */
    record Unit(String job, int number, String source, RowRange ids) {}

    /** A row and the id behind which the next one stands. */
    record Waiting(long id, PackedRecord record) {}

    List<Waiting> page(Handle handle, Unit unit, long after) {
        return handle.createQuery(database.sql("staging_page"))
                .bind("job", unit.job())
                .bind("unit", unit.number())
                .bind("after", after)
                .bind("last", unit.ids().last())
                .bind("limit", ROWS_PER_PAGE)
                .map((row, context) -> new Waiting(row.getLong("id"), packed(row, unit.source())))
                .list();
    }

    private static PackedRecord packed(ResultSet row, String source) throws SQLException {
        var kind = PackedRecord.Kind.of(row.getString("status"));
        var data = kind == PackedRecord.Kind.REJECTED ? null : row.getString("record_data");
        return new PackedRecord(
                staged(row, source),
                row.getInt("row_no"),
                kind,
                null,
                row.getLong("shape_no"),
                data == null ? NOTHING : data.getBytes(StandardCharsets.UTF_8));
    }

    private static StagedRecord staged(ResultSet row, String source) throws SQLException {
        var origin = new Origin(
                row.getInt("file_index"),
                source,
                row.getLong("source_offset"),
                row.getLong("source_length"),
                row.getLong("ordinal"),
                row.getLong("source_line"));
        return new StagedRecord(
                row.getString("record_type"),
                row.getString("record_identifier"),
                row.getString("record_name"),
                hash(row),
                row.getInt("chunk"),
                origin);
    }

    private static @Nullable ContentHash hash(ResultSet row) throws SQLException {
        var sha256 = row.getBytes("content_sha256");
        if (sha256 == null) {
            return null;
        }
        byte @Nullable [] content = row.getBytes("sequence_md5");
        return new ContentHash(
                HEX.formatHex(sha256),
                HEX.formatHex(row.getBytes("content_md5")),
                content == null ? null : HEX.formatHex(content));
    }
}
