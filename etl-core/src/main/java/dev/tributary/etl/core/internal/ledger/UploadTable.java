package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.stage.LoadReceipt;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of objects that loaders wrote for records: what an audit compares with the store. Stateless; the caller owns the transaction. */
final class UploadTable {
    private final LedgerDatabase database;

    UploadTable(LedgerDatabase database) {
        this.database = database;
    }

    /** Adds the uploads of a unit's receipts, {@code loader} being the receipt's place in the list. */
    void insert(Handle handle, long jobNumber, int unit, List<LoadReceipt> receipts) throws SQLException {
        for (int loader = 0; loader < receipts.size(); loader++) {
            if (!receipts.get(loader).uploads().isEmpty()) {
                insert(handle, new Sender(jobNumber, unit, loader), receipts.get(loader));
            }
        }
    }

    private record Sender(long jobNumber, int unit, int loader) {}

    private void insert(Handle handle, Sender sender, LoadReceipt receipt) throws SQLException {
        try (var insert = handle.getConnection().prepareStatement(database.sql("uploads_insert"))) {
            for (var upload : receipt.uploads()) {
                insert.setLong(1, sender.jobNumber());
                insert.setInt(2, sender.unit());
                insert.setInt(3, sender.loader());
                insert.setString(4, StorableText.key(upload.recordType()));
                insert.setString(5, StorableText.key(upload.recordIdentifier()));
                insert.setString(6, upload.format());
                insert.setString(7, upload.key());
                insert.setLong(8, upload.size());
                insert.setString(9, upload.md5());
                insert.setString(10, upload.sha256());
                insert.setString(11, upload.mediaType());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    List<StoredUpload> page(Handle handle, String job, Optional<StoredUpload> after, int limit) {
        return handle.createQuery(database.sql("uploads_page"))
                .bind("job", job)
                .bind("after_key", after.map(StoredUpload::key).orElse(""))
                .bind("after", after.map(StoredUpload::number).orElse(0L))
                .bind("limit", limit)
                .map((row, context) -> new StoredUpload(
                        row.getLong("upload_no"),
                        row.getInt("loader"),
                        row.getString("record_identifier"),
                        row.getString("format"),
                        row.getString("object_key"),
                        row.getLong("size_bytes"),
                        row.getString("md5"),
                        row.getString("sha256")))
                .list();
    }

    List<String> keys(Handle handle, String organization, String after, int limit) {
        return handle.createQuery(database.sql("uploads_keys"))
                .bind("organization", organization)
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }
}
