package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.record.ContentHash;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import org.jspecify.annotations.Nullable;

/** The ledger's row of a record that was given to the loaders: what trace, diff, duplicates and audit read. {@code chunk} counts within the unit. */
public record StagedRecord(
        String type,
        String identifier,
        @Nullable String name,
        @Nullable ContentHash hash,
        int chunk,
        Origin origin) {
    /** The row of a record, without its fields. */
    public static StagedRecord of(DataRecord record, int chunk) {
        return new StagedRecord(
                record.type().name(), record.key(), record.name(), record.hash().orElse(null), chunk, record.origin());
    }
}
