package dev.tributary.etl.core.internal.engine.staged;

import dev.tributary.etl.core.internal.chunk.UnitReader;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.frame.FramedChunk.Pieces;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The chunks of a unit for whoever needs the bytes that a record was made of: read forwards, and only when one is asked for. One thread. */
final class UnitChunks implements Closeable {
    private static final FramedChunk NONE = new FramedChunk(
            -1,
            "",
            0,
            -1,
            new byte[0],
            new byte[0],
            new Pieces(0, new int[0], new int[0], new long[0], new long[0], 0),
            List.of());

    private final StagedJob job;
    private final int unit;
    private @Nullable UnitReader reader;
    private FramedChunk current = NONE;
    private boolean ended;

    UnitChunks(StagedJob job, int unit) {
        this.job = job;
        this.unit = unit;
    }

    /** The chunk with this number in the unit; numbers must not fall. One without bytes when the unit is a group of files. */
    FramedChunk chunk(int index) throws IOException, InterruptedException {
        while (!ended && current.indexInUnit() < index) {
            var open = opened();
            var next = open.group().isPresent() ? null : open.next();
            ended = next == null;
            current = next == null ? NONE : next;
        }
        return current;
    }

    private UnitReader opened() throws IOException, InterruptedException {
        var known = reader;
        if (known == null) {
            known = job.objects().open(unit, job.ranges());
            reader = known;
        }
        return known;
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }
}
