package dev.tributary.etl.core.internal.engine.source;

import dev.tributary.etl.core.internal.engine.source.SourceStreams.Sources;
import dev.tributary.etl.core.internal.frame.FrameLimits;
import dev.tributary.etl.core.internal.frame.FrameReader;
import dev.tributary.etl.core.internal.frame.FrameSource;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.frame.FramedChunk.Damaged;
import dev.tributary.etl.core.internal.frame.FramedChunk.Pieces;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.stage.Framing;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Single source records of one file, each as a chunk of its own with the header that it stands under. The file is framed from its start, so what
 * belongs to a record is what a run would give to its parser.
 */
public final class SourceRecords implements AutoCloseable {
    private static final Pieces NONE = new Pieces(0, new int[0], new int[0], new long[0], new long[0], 0);

    private final RawFile file;
    private final Sources sources;
    private final Function<String, Framing> framings;
    private final FrameLimits limits;
    private @Nullable FrameReader reader;
    private @Nullable InputStream stream;
    private @Nullable FramedChunk chunk;
    private long before;

    /** {@code sources}: of the file, closed by the caller with all that came from it. */
    public SourceRecords(RawFile file, Sources sources, Function<String, Framing> framings, FrameLimits limits) {
        this.file = file;
        this.sources = sources;
        this.framings = framings;
        this.limits = limits;
    }

    /** The record at an origin; origins must rise. {@code index}: the chunk's number in its unit. */
    public FramedChunk next(Origin origin, int index) throws IOException {
        if (chunk == null) {
            chunk = read();
        }
        while (chunk != null) {
            var found = in(chunk, origin, index);
            if (found != null) {
                return found;
            }
            if (last(chunk) >= origin.ordinal()) {
                return gone(origin, index);
            }
            chunk = read();
        }
        return gone(origin, index);
    }

    /** The next chunk, also over the end of an archive's member; null at the end of the file. */
    private @Nullable FramedChunk read() throws IOException {
        while (true) {
            var current = reader;
            if (current != null) {
                var next = current.next();
                if (next != null) {
                    return next;
                }
                before += current.records();
                close();
            }
            var source = sources.next();
            if (source == null) {
                return null;
            }
            var framing = framings.apply(source.name());
            var in = framing.text() ? source.text() : source.bytes();
            stream = in;
            reader = new FrameReader(new FrameSource(file.index(), source.name(), before), in, framing, limits);
        }
    }

    @Override
    public void close() throws IOException {
        var open = stream;
        reader = null;
        stream = null;
        if (open != null) {
            open.close();
        }
    }

    private static @Nullable FramedChunk in(FramedChunk chunk, Origin origin, int index) {
        var pieces = chunk.pieces();
        int i = Arrays.binarySearch(pieces.ordinals(), 0, pieces.count(), origin.ordinal());
        if (i >= 0) {
            boolean same = pieces.streamOffset() + pieces.from()[i] == origin.offset();
            return same ? single(chunk, i, index) : null;
        }
        return chunk.damaged().stream()
                .filter(d -> d.origin().ordinal() == origin.ordinal())
                .filter(d -> d.origin().offset() == origin.offset())
                .map(d -> damaged(chunk, d, index))
                .findFirst()
                .orElse(null);
    }

    private static long last(FramedChunk chunk) {
        var pieces = chunk.pieces();
        long last = pieces.count() == 0 ? -1 : pieces.ordinals()[pieces.count() - 1];
        for (var damaged : chunk.damaged()) {
            last = Math.max(last, damaged.origin().ordinal());
        }
        return last;
    }

    private static FramedChunk single(FramedChunk chunk, int i, int index) {
        var pieces = chunk.pieces();
        var one = new Pieces(
                1,
                new int[] {pieces.from()[i]},
                new int[] {pieces.to()[i]},
                new long[] {pieces.ordinals()[i]},
                new long[] {pieces.lines()[i]},
                pieces.streamOffset());
        return new FramedChunk(
                chunk.file(), chunk.source(), chunk.unit(), index, chunk.bytes(), chunk.header(), one, List.of());
    }

    private static FramedChunk damaged(FramedChunk chunk, Damaged damaged, int index) {
        return new FramedChunk(
                chunk.file(), chunk.source(), chunk.unit(), index, new byte[0], chunk.header(), NONE, List.of(damaged));
    }

    /** What another framing now divides in another way stays rejected. */
    private FramedChunk gone(Origin origin, int index) {
        var problem = Problem.of(
                        StandardError.RECORD_MALFORMED,
                        "no source record begins here any more: the framing has changed")
                .withHint("run the dataset again instead of replaying its rejects");
        var damaged = new Damaged(origin, problem, new byte[0]);
        return new FramedChunk(
                file.index(), origin.source(), 0, index, new byte[0], new byte[0], NONE, List.of(damaged));
    }
}
