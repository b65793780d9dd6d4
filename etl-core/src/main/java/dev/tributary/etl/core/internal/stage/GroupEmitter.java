package dev.tributary.etl.core.internal.stage;

import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Attachment;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.Origin;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file parser emits into. Records that share an origin are of one source record; none is held longer than its piece, so that a group may
 * be of any length.
 */
final class GroupEmitter implements Emitter, Closeable {
    private static final int PIECE_RECORDS = 500;
    private static final int[] NO_PLACES = {};
    private static final long[] NO_NUMBERS = {};
    private static final byte[] NO_BYTES = {};

    private final List<GroupFile> files;
    private final LaterStages later;
    private final Attachments attachments;
    private final GroupProcessor.Sink sink;
    private final GroupSlices slices;
    private final Map<String, Integer> indexes = new HashMap<>();

    private FramedChunk place;
    private ChunkOutcome outcome = new ChunkOutcome();
    private @Nullable Origin last;
    private int taken;
    private @Nullable Exception failure;

    GroupEmitter(List<GroupFile> files, LaterStages later, Attachments attachments, GroupProcessor.Sink sink) {
        this.files = files;
        this.later = later;
        this.attachments = attachments;
        this.sink = sink;
        this.slices = new GroupSlices(files);
        files.forEach(file -> indexes.put(file.name(), file.index()));
        this.place = place(files.get(0), 0);
    }

    /** A chunk without bytes: a group has none that the engine could cut. */
    static FramedChunk place(GroupFile file, int piece) {
        var pieces = new FramedChunk.Pieces(0, NO_PLACES, NO_PLACES, NO_NUMBERS, NO_NUMBERS, 0);
        return new FramedChunk(file.index(), file.name(), 0, piece, NO_BYTES, NO_BYTES, pieces, List.of());
    }

    @Override
    public void emit(DataRecord record) {
        var placed = placed(record);
        count(placed.origin());
        try {
            later.take(place, placed, outcome);
        } catch (EtlException e) {
            failure = e;
            throw e;
        }
        handOnWhenFull();
    }

    @Override
    public void delete(DataRecord key) {
        var placed = placed(key);
        count(placed.origin());
        outcome.delete(placed);
        handOnWhenFull();
    }

    @Override
    public void reject(Origin origin, Problem problem) {
        reject(new Collector.Reject(placed(origin), null, List.of(problem)));
    }

    @Override
    public void reject(DataRecord record, List<Problem> problems) {
        var placed = placed(record);
        reject(new Collector.Reject(placed.origin(), placed, List.copyOf(problems)));
    }

    private void reject(Collector.Reject reject) {
        count(reject.origin());
        LaterStages.reject(place, reject, outcome);
        handOnWhenFull();
    }

    @Override
    public void warn(Origin origin, Problem problem) {
        outcome.warn(origin.source() + ":" + origin.line() + " " + problem);
    }

    @Override
    public void advance(String series, Instant position) {
        outcome.advance(series, position);
    }

    @Override
    public Attachment attach(String format, InputStream content) throws IOException, InterruptedException {
        return attachments.store(format, content);
    }

    private DataRecord placed(DataRecord record) {
        var origin = placed(record.origin());
        return origin.equals(record.origin()) ? record : record.at(origin);
    }

    /** A parser knows its files by name; their places in the release are the engine's. */
    private Origin placed(Origin origin) {
        var index = indexes.get(origin.source());
        if (index == null) {
            throw new EtlException(
                    StandardError.DEFECT,
                    "Cannot place a record at '" + origin.source() + "': it is none of the group's files "
                            + files.stream().map(GroupFile::name).toList());
        }
        return index == origin.file()
                ? origin
                : new Origin(index, origin.source(), origin.offset(), origin.length(), origin.ordinal(), origin.line());
    }

    private void count(Origin origin) {
        if (origin.equals(last)) {
            outcome.became(0, 1);
        } else {
            outcome.read(1);
            last = origin;
        }
        taken++;
    }

    private void handOnWhenFull() {
        if (taken >= PIECE_RECORDS) {
            try {
                end();
            } catch (IOException | InterruptedException | EtlException e) {
                failure = e;
                throw new Stop(e);
            }
        }
    }

    /** Hands on what is left. */
    void end() throws IOException, InterruptedException {
        rethrow();
        later.finish(place, outcome);
        slices.fill(outcome.deadLetters());
        sink.take(place, outcome);
        place = place(files.get(0), place.indexInUnit() + 1);
        outcome = new ChunkOutcome();
        taken = 0;
    }

    /** Throws what failed behind the parser, whatever the parser made of it. */
    void rethrow() throws IOException, InterruptedException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof InterruptedException e) {
            throw e;
        }
        if (failure instanceof EtlException e) {
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        slices.close();
    }

    /** Leaves a parser whose group has failed behind it. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stop(Throwable cause) {
            super(cause);
        }
    }
}
