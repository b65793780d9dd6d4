package dev.tributary.etl.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over the columns written and their values: two rows have one hash exactly when a load would write the same. The content hash of the record
 * is none, for it precedes transformers and knows of fields that are not written. One thread at a time.
 */
final class RowHash {
    private final MessageDigest digest;
    private final byte[] start;
    private final ByteBuffer length = ByteBuffer.allocate(4);

    RowHash(List<TableColumn> columns) {
        digest = Digests.named("SHA-256");
        start = columns.stream()
                .map(column -> column.name() + " " + column.type() + "\n")
                .reduce("", String::concat)
                .getBytes(StandardCharsets.UTF_8);
    }

    byte[] of(@Nullable String[] cells) {
        digest.update(start);
        for (var cell : cells) {
            if (cell == null) {
                update(-1);
            } else {
                var bytes = cell.getBytes(StandardCharsets.UTF_8);
                update(bytes.length);
                digest.update(bytes);
            }
        }
        return digest.digest();
    }

    private void update(int number) {
        digest.update(length.clear().putInt(number).flip());
    }
}
