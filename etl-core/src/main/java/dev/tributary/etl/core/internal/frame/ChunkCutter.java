package dev.tributary.etl.core.internal.frame;

import dev.tributary.etl.core.internal.frame.FramedChunk.Damaged;
import dev.tributary.etl.core.internal.frame.FramedChunk.Pieces;
import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Gathers the pieces of a window into chunks and units, and gives every piece its ordinal, offset and line. */
final class ChunkCutter {
    private static final String CUT_SHORT = "compare the file's size with the source's: it was probably cut short";

    private final FrameSource source;
    private final FrameLimits limits;
    private final long maxRecordBytes;
    private final Consumer<FramedChunk> out;

    private byte[] header = new byte[0];
    private long ordinal;
    private long line = 1;
    private int unit;
    private int unitRecords;
    private long unitBytes;
    private int chunkInUnit;

    private int count;
    private int[] from = new int[64];
    private int[] to = new int[64];
    private long[] ordinals = new long[64];
    private long[] lines = new long[64];
    private List<Damaged> damaged = new ArrayList<>();
    /** First bytes and first line of the over-long record whose bytes are not held. */
    private byte[] droppedRaw = new byte[0];

    private long droppedLine;

    ChunkCutter(FrameSource source, FrameLimits limits, long maxRecordBytes, Consumer<FramedChunk> out) {
        this.source = source;
        this.ordinal = source.firstOrdinal();
        this.limits = limits;
        this.maxRecordBytes = maxRecordBytes;
        this.out = out;
    }

    long records() {
        return ordinal - source.firstOrdinal();
    }

    int units() {
        return unitRecords > 0 ? unit + 1 : unit;
    }

    void record(byte[] window, long windowOffset, int start, int end, long dropped) {
        long length = dropped + end - start;
        if (length == 0) {
            return;
        }
        if (length > maxRecordBytes) {
            damage(window, windowOffset, start, end, dropped, tooLarge(length));
        } else {
            add(start, end);
            line += NewLines.count(window, start, end);
        }
        counted(window, windowOffset, length);
    }

    private void add(int start, int end) {
        if (count == from.length) {
            int more = count * 2;
            from = Arrays.copyOf(from, more);
            to = Arrays.copyOf(to, more);
            ordinals = Arrays.copyOf(ordinals, more);
            lines = Arrays.copyOf(lines, more);
        }
        from[count] = start;
        to[count] = end;
        ordinals[count] = ordinal;
        lines[count++] = line;
    }

    private void counted(byte[] window, long windowOffset, long length) {
        ordinal++;
        unitRecords++;
        unitBytes += length;
        boolean unitFull = unitRecords >= limits.unitRecords() || unitBytes >= limits.unitBytes();
        if (unitFull || count + damaged.size() >= limits.chunkRecords()) {
            flush(window, windowOffset);
        }
        if (unitFull) {
            unit++;
            unitRecords = 0;
            unitBytes = 0;
            chunkInUnit = 0;
        }
    }

    /** Records before it keep the header as it was for them. */
    void header(byte[] window, long windowOffset, int start, int end) {
        flush(window, windowOffset);
        int old = header.length;
        var longer = Arrays.copyOf(header, old + end - start);
        System.arraycopy(window, start, longer, old, end - start);
        header = longer;
        line += NewLines.count(window, start, end);
    }

    void skip(byte[] window, int start, int end) {
        line += NewLines.count(window, start, end);
    }

    /** Notes the start of an over-long record of which {@code [start, end)} will no longer be held. */
    void drop(byte[] window, long windowOffset, int start, int end, long droppedBefore) {
        if (droppedBefore == 0) {
            droppedRaw = raw(window, start, end);
            droppedLine = line;
        }
        line += NewLines.count(window, start, end);
    }

    /** Rejects a line that opens a record which never closes. */
    void reject(byte[] window, long windowOffset, int start, int end, boolean unterminated) {
        damage(window, windowOffset, start, end, 0, unterminated ? unterminated() : tooLarge(maxRecordBytes));
        counted(window, windowOffset, end - start);
    }

    /** Rejects what is left at the end of the stream. */
    void tail(byte[] window, long windowOffset, int start, int end, long dropped) {
        damage(window, windowOffset, start, end, dropped, unterminated());
        counted(window, windowOffset, dropped + end - start);
    }

    /** Rejects what does not follow: the file ends between two records and says itself that it is not whole. */
    void cutShort(byte[] window, long windowOffset, int end, String missing) {
        var problem = Problem.of(StandardError.RECORD_UNTERMINATED, "the file ends without " + missing)
                .withHint(CUT_SHORT);
        damage(window, windowOffset, end, end, 0, problem);
        counted(window, windowOffset, 0);
    }

    private void damage(byte[] window, long windowOffset, int start, int end, long dropped, Problem problem) {
        long at = dropped > 0 ? droppedLine : line;
        var raw = dropped > 0 ? droppedRaw : raw(window, start, end);
        long offset = windowOffset + start - dropped;
        damaged.add(new Damaged(
                new Origin(source.file(), source.name(), offset, dropped + end - start, ordinal, at), problem, raw));
        line += NewLines.count(window, start, end);
    }

    private static byte[] raw(byte[] window, int start, int end) {
        return Arrays.copyOfRange(window, start, Math.min(end, start + DeadLetter.MAX_RAW_BYTES));
    }

    private Problem tooLarge(long length) {
        return Problem.of(
                        StandardError.RECORD_TOO_LARGE,
                        "a source record of " + length + " bytes or more is over the limit of " + maxRecordBytes)
                .withHint("raise run.max_record_bytes if records may be so long");
    }

    private static Problem unterminated() {
        return Problem.of(StandardError.RECORD_UNTERMINATED, "the file ends inside a record")
                .withHint(CUT_SHORT);
    }

    /** Hands on what was gathered, before the window is left. */
    void flush(byte[] window, long windowOffset) {
        if (count == 0 && damaged.isEmpty()) {
            return;
        }
        var pieces = new Pieces(
                count,
                Arrays.copyOf(from, count),
                Arrays.copyOf(to, count),
                Arrays.copyOf(ordinals, count),
                Arrays.copyOf(lines, count),
                windowOffset);
        out.accept(new FramedChunk(source.file(), source.name(), unit, chunkInUnit++, window, header, pieces, damaged));
        count = 0;
        damaged = new ArrayList<>();
    }
}
