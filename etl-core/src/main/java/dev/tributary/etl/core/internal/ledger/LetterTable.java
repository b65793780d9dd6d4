package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.Problem;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rows of rejected records. Stateless; the caller owns the transaction. */
final class LetterTable {
    private final LedgerDatabase database;

    LetterTable(LedgerDatabase database) {
        this.database = database;
    }

    void insert(Handle handle, long jobNumber, int unit, Iterable<DeadLetter> letters) throws SQLException {
        if (!letters.iterator().hasNext()) {
            return;
        }
        try (var insert = handle.getConnection().prepareStatement(database.sql("letters_insert"))) {
            insert.setLong(1, jobNumber);
            insert.setInt(2, unit);
            for (var letter : letters) {
                insert(insert, letter);
            }
        }
    }

    /** One row at once and no batch: the raw slices of a batch would be held in memory together. */
    private static void insert(PreparedStatement insert, DeadLetter letter) throws SQLException {
        var origin = letter.origin();
        insert.setString(8, StorableText.mended(letter.type()));
        insert.setString(9, StorableText.mended(letter.identifier()));
        insert.setInt(10, origin.file());
        insert.setString(11, StorableText.mended(origin.source()));
        insert.setLong(12, origin.offset());
        insert.setLong(13, origin.length());
        insert.setLong(14, origin.ordinal());
        insert.setLong(15, origin.line());
        for (int i = 0; i < letter.problems().size(); i++) {
            bind(insert, letter.problems().get(i));
            insert.setInt(3, i);
            insert.setBytes(16, i == 0 ? capped(letter.raw()) : null);
            insert.executeUpdate();
        }
    }

    private static void bind(PreparedStatement insert, Problem problem) throws SQLException {
        insert.setString(4, problem.code().label());
        insert.setString(5, StorableText.mended(problem.message()));
        insert.setString(6, StorableText.mended(problem.field().orElse(null)));
        insert.setString(7, StorableText.mended(problem.hint().orElse(null)));
    }

    private static byte[] capped(byte[] raw) {
        return raw.length > DeadLetter.MAX_RAW_BYTES ? Arrays.copyOf(raw, DeadLetter.MAX_RAW_BYTES) : raw;
    }

    List<StoredLetter> ofJob(Handle handle, String job, int limit) {
        return handle.createQuery(database.sql("letters_of_job"))
                .bind("job", job)
                .bind("limit", limit)
                .map((row, context) -> letter(row))
                .list();
    }

    Optional<StoredLetter> find(Handle handle, long id) {
        return handle.createQuery(database.sql("letters_by_id"))
                .bind("id", id)
                .map((row, context) -> letter(row))
                .findOne();
    }

    private static StoredLetter letter(ResultSet row) throws SQLException {
        byte @Nullable [] raw = row.getBytes("slice");
        return new StoredLetter(
                row.getLong("id"),
                row.getString("job"),
                row.getString("dataset_id"),
                row.getString("code"),
                row.getString("message"),
                text(row, "field"),
                text(row, "hint"),
                text(row, "record_type"),
                text(row, "record_identifier"),
                row.getString("source"),
                row.getLong("source_offset"),
                row.getLong("source_length"),
                row.getLong("source_line"),
                raw == null ? new byte[0] : raw,
                Optional.ofNullable(row.getString("cured")));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text == null ? "" : text;
    }
}
