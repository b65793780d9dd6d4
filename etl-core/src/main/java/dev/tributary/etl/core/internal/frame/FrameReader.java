package dev.tributary.etl.core.internal.frame;

import dev.tributary.etl.spi.stage.Framing;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file's stream into chunks, one thread. Bytes are read into a window, framed where they lie, and handed on in the same array; only the
 * record that the window cut in two moves to the next. What is cut depends on the bytes and the limits alone, never on how the stream was read.
 */
public final class FrameReader {
    private static final int READ_BYTES = 64 << 10;

    private final InputStream in;
    private final Framing framing;
    private final FrameLimits limits;
    private final long maxRecordBytes;
    private final ChunkCutter cutter;
    private final ArrayDeque<FramedChunk> ready = new ArrayDeque<>();

    private Framing.Framer framer;
    private byte[] window;
    /** Stream offset of window[0]. */
    private long windowOffset;
    /** Where the record begins that no cut has ended yet. */
    private int open;
    /** Bytes before this index were offered to the framer. */
    private int scanned;
    /** Bytes before this index were read. */
    private int filled;
    /** Length of an over-long record whose bytes are no longer held, or 0. */
    private long dropped;

    private boolean ended;

    /** A reader of a whole stream; the caller closes it. */
    public FrameReader(FrameSource source, InputStream in, Framing framing, FrameLimits limits) {
        this.in = in;
        this.framing = framing;
        this.limits = limits;
        this.maxRecordBytes = Math.min(limits.maxRecordBytes(), framing.maxRecordBytes());
        this.framer = framing.framer();
        this.window = new byte[Framing.LOOK_BEHIND + limits.chunkBytes()];
        this.cutter = new ChunkCutter(source, limits, maxRecordBytes, ready::add);
    }

    /** The next chunk in source order, or null at the end. */
    public @Nullable FramedChunk next() throws IOException {
        while (ready.isEmpty() && !ended) {
            fill();
        }
        return ready.poll();
    }

    /** Units begun so far: after the last chunk, the units of the file. */
    public int units() {
        return cutter.units();
    }

    /** Source records so far. */
    public long records() {
        return cutter.records();
    }

    private void fill() throws IOException {
        int limit = windowEnd();
        while (filled < limit) {
            int n = in.read(window, filled, Math.min(READ_BYTES, limit - filled));
            if (n < 0) {
                finish();
                return;
            }
            filled += n;
            scan();
        }
        cutter.flush(window, windowOffset);
        makeRoom();
    }

    /** A window always holds {@code chunkBytes} from the open record on, so cuts do not depend on what came before it. */
    private int windowEnd() {
        return (int) Math.min(
                window.length, (long) open + Math.max(limits.chunkBytes(), window.length - Framing.LOOK_BEHIND));
    }

    private void scan() {
        framer.scan(window, scanned, filled, cuts);
        scanned = filled;
    }

    private final Framing.Cuts cuts = new Framing.Cuts() {
        @Override
        public void record(int end) {
            cutter.record(window, windowOffset, open, end, dropped);
            closed(end);
        }

        @Override
        public void header(int end) {
            cutter.header(window, windowOffset, open, end);
            closed(end);
        }

        @Override
        public void skip(int end) {
            cutter.skip(window, open, end);
            closed(end);
        }

        private void closed(int end) {
            open = end;
            dropped = 0;
        }
    };

    /** Carries the open record and the framer's look-behind to a new window, a larger one when the record fills this one. */
    private void makeRoom() {
        int held = filled - open;
        if (dropped > 0 || held > maxRecordBytes) {
            tooLong();
            held = filled - open;
        }
        int keepFrom = Math.max(0, Math.min(open, scanned - Framing.LOOK_BEHIND));
        int needed = held < limits.chunkBytes() ? limits.chunkBytes() : grown(held);
        var next = new byte[Framing.LOOK_BEHIND + needed];
        System.arraycopy(window, keepFrom, next, 0, filled - keepFrom);
        window = next;
        windowOffset += keepFrom;
        open -= keepFrom;
        scanned -= keepFrom;
        filled -= keepFrom;
    }

    private int grown(int held) {
        long doubled = Math.min(maxRecordBytes + limits.chunkBytes(), 2L * held);
        return (int) Math.max(doubled, (long) held + limits.chunkBytes());
    }

    /** Either gives up one line of it, when the framing can start anew behind it, or stops holding it and goes on looking for its end. */
    private void tooLong() {
        if (restartAtLine(false)) {
            return;
        }
        int keep = Math.min(filled - open, Framing.LOOK_BEHIND);
        cutter.drop(window, windowOffset, open, filled - keep, dropped);
        dropped += filled - keep - open;
        open = filled - keep;
    }

    /** Rejects the open record's first line and frames what is held from the next line on; false when the framing cannot, or no line ends. */
    private boolean restartAtLine(boolean unterminated) {
        Optional<Framing.Framer> anew = dropped > 0 ? Optional.empty() : framing.framerAtLine();
        if (anew.isEmpty()) {
            return false;
        }
        int end = open;
        while (end < filled && window[end] != '\n') {
            end++;
        }
        if (end == filled) {
            return false;
        }
        cutter.reject(window, windowOffset, open, end + 1, unterminated);
        framer = anew.get();
        open = end + 1;
        scanned = open;
        scan();
        return true;
    }

    private void finish() {
        framer.finish(window, filled, cuts);
        while (unterminated() && restartAtLine(true)) {
            framer.finish(window, filled, cuts);
        }
        if (unterminated()) {
            cutter.tail(window, windowOffset, open, filled, dropped);
        } else {
            framer.missing().ifPresent(this::cutShort);
        }
        cutter.flush(window, windowOffset);
        ended = true;
        window = Arrays.copyOf(window, 0);
    }

    private void cutShort(String missing) {
        cutter.cutShort(window, windowOffset, filled, missing);
    }

    private boolean unterminated() {
        if (dropped > 0) {
            return true;
        }
        for (int i = open; i < filled; i++) {
            if (window[i] > ' ' || window[i] < 0) {
                return true;
            }
        }
        return false;
    }
}
