package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.record.DataRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record as the table takes it.
 *
 * @param cells one text a column, null for absent; only those of the key when it is a deletion
 * @param hash the digest over all cells; null when it is a deletion
 */
record Row(DataRecord record, @Nullable String[] cells, byte @Nullable [] hash) {
    boolean isDeletion() {
        return hash == null;
    }

    /** About how much of it waits in memory. */
    int size() {
        int size = 64;
        for (var cell : cells) {
            size += cell == null ? 1 : cell.length();
        }
        return size;
    }
}
