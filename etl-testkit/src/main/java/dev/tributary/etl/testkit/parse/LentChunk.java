package dev.tributary.etl.testkit.parse;

import dev.tributary.etl.core.internal.frame.FramedChunk;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lends chunks to a parser in arrays of their own, and overwrites these when they are given back: who kept them sees it. */
final class LentChunk {
    private static final byte POISON = '?';

    private byte @Nullable [] header;
    private byte[] lentHeader = new byte[0];
    private byte[] lentBytes = new byte[0];

    /** Chunks that share a header get the same array for it, as the engine promises. */
    FramedChunk lend(FramedChunk chunk) {
        if (header != chunk.header()) {
            Arrays.fill(lentHeader, POISON);
            header = chunk.header();
            lentHeader = header.clone();
        }
        lentBytes = chunk.bytes().clone();
        return new FramedChunk(
                chunk.file(),
                chunk.source(),
                chunk.unit(),
                chunk.indexInUnit(),
                lentBytes,
                lentHeader,
                chunk.pieces(),
                chunk.damaged());
    }

    void giveBack() {
        Arrays.fill(lentBytes, POISON);
    }

    /** After the last chunk. */
    void end() {
        Arrays.fill(lentHeader, POISON);
    }
}
