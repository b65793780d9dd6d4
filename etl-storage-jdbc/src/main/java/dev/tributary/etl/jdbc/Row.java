package dev.tributary.etl.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What a record is in one of the tables.
 *
 * @param sheet the table's place among those of the load
 * @param cells one text a column, null for absent; only those of the key when it is a deletion
 * @param hash the digest over the cells that tell whether a row changed; null when it is a deletion
 */
record Row(int sheet, @Nullable String[] cells, byte @Nullable [] hash) {
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
