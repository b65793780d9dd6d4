package dev.tributary.etl.core.internal.frame;

import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.record.Origin;
import java.util.List;

/**
 * Whole consecutive source records of one unit. The arrays are not changed after the chunk was made; several chunks may share {@code bytes}.
 *
 * @param file index of the file in its release
 * @param source the name of the stream in the file: the file's own, or an archive's and its member's
 * @param unit number of the unit within the file, from 0
 * @param indexInUnit number of the chunk within the unit, from 0
 * @param header the header as of this chunk; the same array while it does not change
 * @param pieces where the records stand
 * @param damaged source records that never become a record: over-long, unterminated
 */
public record FramedChunk(
        int file,
        String source,
        int unit,
        int indexInUnit,
        byte[] bytes,
        byte[] header,
        Pieces pieces,
        List<Damaged> damaged) {
    /**
     * Places of records: record {@code i} is {@code bytes[from[i], to[i])}, starts at {@code streamOffset + from[i]} of the decompressed stream, and
     * has ordinal {@code ordinals[i]} and line {@code lines[i]}. Only the first {@code count} entries count.
     */
    public record Pieces(int count, int[] from, int[] to, long[] ordinals, long[] lines, long streamOffset) {}

    /** A source record that the framing could not hand over; {@code raw} is its first bytes. */
    public record Damaged(Origin origin, Problem problem, byte[] raw) {}

    /** Source records in it, the damaged ones too. */
    public int records() {
        return pieces.count() + damaged.size();
    }
}
