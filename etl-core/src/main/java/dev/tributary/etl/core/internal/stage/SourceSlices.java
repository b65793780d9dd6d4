package dev.tributary.etl.core.internal.stage;

import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.core.internal.ledger.StagedRecord;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import java.util.Arrays;
import java.util.List;

/** Makes dead letters with the bytes that a record's origin names, while its chunk is held. */
public final class SourceSlices {
    private SourceSlices() {}

    /** The letter of a record that could be made. */
    public static DeadLetter letter(FramedChunk chunk, DataRecord record, List<Problem> problems) {
        var raw = slice(chunk, record.origin());
        return new DeadLetter(record.origin(), record.type().name(), record.key(), problems, raw);
    }

    /** The letter of a record that is known by its row. */
    public static DeadLetter letter(FramedChunk chunk, StagedRecord row, Problem problem) {
        return new DeadLetter(row.origin(), row.type(), row.identifier(), List.of(problem), slice(chunk, row.origin()));
    }

    /** The letter of a source record that no record could be made of. */
    static DeadLetter letter(FramedChunk chunk, Origin origin, Problem problem) {
        return new DeadLetter(origin, null, null, List.of(problem), slice(chunk, origin));
    }

    private static byte[] slice(FramedChunk chunk, Origin origin) {
        var pieces = chunk.pieces();
        int i = Arrays.binarySearch(pieces.ordinals(), 0, pieces.count(), origin.ordinal());
        if (i < 0 || origin.file() != chunk.file()) {
            return new byte[0];
        }
        int from = pieces.from()[i];
        int to = (int) Math.min(pieces.to()[i], (long) from + DeadLetter.MAX_RAW_BYTES);
        return Arrays.copyOfRange(chunk.bytes(), from, to);
    }
}
