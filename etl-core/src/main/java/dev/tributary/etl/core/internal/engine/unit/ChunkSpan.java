package dev.tributary.etl.core.internal.engine.unit;

import dev.tributary.etl.core.internal.frame.FramedChunk;

/** Where a chunk's source records begin and end in the decompressed stream. */
public record ChunkSpan(long firstOrdinal, long offset, long end) {
    public static ChunkSpan of(FramedChunk chunk) {
        var p = chunk.pieces();
        long first = Long.MAX_VALUE;
        long start = Long.MAX_VALUE;
        long end = 0;
        if (p.count() > 0) {
            first = p.ordinals()[0];
            start = p.streamOffset() + p.from()[0];
            end = p.streamOffset() + p.to()[p.count() - 1];
        }
        for (var damaged : chunk.damaged()) {
            var origin = damaged.origin();
            first = Math.min(first, origin.ordinal());
            start = Math.min(start, origin.offset());
            end = Math.max(end, origin.offset() + origin.length());
        }
        return new ChunkSpan(first, start, end);
    }
}
