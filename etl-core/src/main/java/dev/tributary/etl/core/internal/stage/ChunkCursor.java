package dev.tributary.etl.core.internal.stage;

import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.stage.Chunk;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The cursor that a parser sees. It tells the engine when a record is left, and passes by records whose text is not valid. */
final class ChunkCursor implements Chunk {
    private final FramedChunk chunk;
    private final TextCheck text;
    private final Runnable recordEnded;
    private final Consumer<ChunkCursor> undecodable;
    private int at = -1;
    private boolean current;
    private @Nullable Origin origin;

    ChunkCursor(FramedChunk chunk, TextCheck text, Runnable recordEnded, Consumer<ChunkCursor> undecodable) {
        this.chunk = chunk;
        this.text = text;
        this.recordEnded = recordEnded;
        this.undecodable = undecodable;
    }

    @Override
    public byte[] header() {
        return chunk.header();
    }

    @Override
    public boolean next() {
        leave();
        while (at + 1 < chunk.pieces().count()) {
            at++;
            origin = null;
            if (text.valid(chunk.bytes(), from(), to())) {
                current = true;
                return true;
            }
            undecodable.accept(this);
        }
        at = chunk.pieces().count();
        return false;
    }

    /** Ends the current record, if there is one. */
    void leave() {
        if (current) {
            current = false;
            recordEnded.run();
        }
    }

    /** Forgets the current record without ending it: it was rejected. */
    void drop() {
        current = false;
    }

    boolean hasCurrent() {
        return current;
    }

    boolean exhausted() {
        return at >= chunk.pieces().count() - 1 && !current;
    }

    int position() {
        return at;
    }

    @Override
    public byte[] bytes() {
        return chunk.bytes();
    }

    @Override
    public int from() {
        return chunk.pieces().from()[at];
    }

    @Override
    public int to() {
        return chunk.pieces().to()[at];
    }

    @Override
    public Origin origin() {
        var known = origin;
        if (known == null) {
            var p = chunk.pieces();
            known = new Origin(
                    chunk.file(),
                    chunk.source(),
                    p.streamOffset() + p.from()[at],
                    (long) p.to()[at] - p.from()[at],
                    p.ordinals()[at],
                    p.lines()[at]);
            origin = known;
        }
        return known;
    }
}
