package dev.tributary.etl.core.internal.stage;

import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordPart;
import java.util.Arrays;
import java.util.Set;

/** Adds to records that waited between parse and load what loaders need and the ledger does not keep. One thread. */
public final class LoadParts {
    private final RecordParts parts;

    public LoadParts(Set<RecordPart> needs) {
        this.parts = new RecordParts(needs, true);
    }

    /** Whether records have to carry the bytes that they were made of. */
    public boolean raw() {
        return parts.raw();
    }

    /** The record with its bytes, when they are in the chunk. */
    public static DataRecord withRaw(DataRecord record, FramedChunk chunk) {
        var pieces = chunk.pieces();
        var origin = record.origin();
        int i = Arrays.binarySearch(pieces.ordinals(), 0, pieces.count(), origin.ordinal());
        return i < 0 || origin.file() != chunk.file()
                ? record
                : record.withRaw(Arrays.copyOfRange(chunk.bytes(), pieces.from()[i], pieces.to()[i]));
    }

    /** The record as its loaders want it. */
    public DataRecord loadable(DataRecord record) {
        return parts.loadable(record);
    }
}
