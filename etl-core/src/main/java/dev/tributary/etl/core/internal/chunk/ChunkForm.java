package dev.tributary.etl.core.internal.chunk;

import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.frame.FramedChunk.Damaged;
import dev.tributary.etl.core.internal.frame.FramedChunk.Pieces;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Origin;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All of a chunk but the bytes of its records: where they stand, the header they stand under, and what was damaged. Chunks of one unit in order; a
 * header that is the one before is written as such. One thread, for writing or for reading.
 */
final class ChunkForm {
    private byte[] header = new byte[0];

    /** A chunk without the bytes of its records, which lie from {@code base} on in the stream. */
    record Index(FramedChunk chunk, int length) {
        long base() {
            return chunk.pieces().streamOffset();
        }

        FramedChunk with(byte[] bytes) {
            return new FramedChunk(
                    chunk.file(),
                    chunk.source(),
                    chunk.unit(),
                    chunk.indexInUnit(),
                    bytes,
                    chunk.header(),
                    chunk.pieces(),
                    chunk.damaged());
        }
    }

    /** The first byte of a chunk's array that belongs to a record. */
    static int from(FramedChunk chunk) {
        var pieces = chunk.pieces();
        return pieces.count() == 0 ? 0 : pieces.from()[0];
    }

    /** How many bytes from there on are needed. */
    static int length(FramedChunk chunk) {
        var pieces = chunk.pieces();
        return pieces.count() == 0 ? 0 : pieces.to()[pieces.count() - 1] - pieces.from()[0];
    }

    void write(FramedChunk chunk, DataOutput out) throws IOException {
        out.writeInt(chunk.file());
        write(chunk.source(), out);
        out.writeInt(chunk.unit());
        out.writeInt(chunk.indexInUnit());
        writeHeader(chunk.header(), out);
        writePieces(chunk, out);
        out.writeInt(chunk.damaged().size());
        for (var damaged : chunk.damaged()) {
            write(damaged, out);
        }
    }

    Index read(DataInput in) throws IOException {
        int file = in.readInt();
        var source = text(in);
        int unit = in.readInt();
        int indexInUnit = in.readInt();
        readHeader(in);
        int length = in.readInt();
        var pieces = pieces(in);
        var damaged = new ArrayList<Damaged>();
        for (int left = in.readInt(); left > 0; left--) {
            damaged.add(damaged(in));
        }
        var chunk = new FramedChunk(file, source, unit, indexInUnit, new byte[0], header, pieces, List.copyOf(damaged));
        return new Index(chunk, length);
    }

    private void writeHeader(byte[] current, DataOutput out) throws IOException {
        boolean same = current == header;
        out.writeBoolean(same);
        if (!same) {
            out.writeInt(current.length);
            out.write(current);
            header = current;
        }
    }

    private void readHeader(DataInput in) throws IOException {
        if (!in.readBoolean()) {
            header = bytes(in);
        }
    }

    /** Differences, which are small where records follow one another. */
    private static void writePieces(FramedChunk chunk, DataOutput out) throws IOException {
        var pieces = chunk.pieces();
        int first = from(chunk);
        out.writeInt(length(chunk));
        out.writeInt(pieces.count());
        out.writeLong(pieces.streamOffset() + first);
        int at = first;
        long ordinal = 0;
        long line = 0;
        for (int i = 0; i < pieces.count(); i++) {
            SmallNumbers.write(out, pieces.from()[i] - at);
            SmallNumbers.write(out, pieces.to()[i] - pieces.from()[i]);
            SmallNumbers.write(out, pieces.ordinals()[i] - ordinal);
            SmallNumbers.write(out, pieces.lines()[i] - line);
            at = pieces.to()[i];
            ordinal = pieces.ordinals()[i];
            line = pieces.lines()[i];
        }
    }

    private static Pieces pieces(DataInput in) throws IOException {
        int count = in.readInt();
        long base = in.readLong();
        var pieces = new Pieces(count, new int[count], new int[count], new long[count], new long[count], base);
        int at = 0;
        long ordinal = 0;
        long line = 0;
        for (int i = 0; i < count; i++) {
            pieces.from()[i] = at + (int) SmallNumbers.read(in);
            at = pieces.from()[i] + (int) SmallNumbers.read(in);
            pieces.to()[i] = at;
            ordinal += SmallNumbers.read(in);
            pieces.ordinals()[i] = ordinal;
            line += SmallNumbers.read(in);
            pieces.lines()[i] = line;
        }
        return pieces;
    }

    private static void write(Damaged damaged, DataOutput out) throws IOException {
        var origin = damaged.origin();
        out.writeInt(origin.file());
        write(origin.source(), out);
        out.writeLong(origin.offset());
        out.writeLong(origin.length());
        out.writeLong(origin.ordinal());
        out.writeLong(origin.line());
        var problem = damaged.problem();
        write(problem.code().name(), out);
        write(problem.message(), out);
        write(problem.field(), out);
        write(problem.hint(), out);
        out.writeInt(damaged.raw().length);
        out.write(damaged.raw());
    }

    private static Damaged damaged(DataInput in) throws IOException {
        var origin = new Origin(in.readInt(), text(in), in.readLong(), in.readLong(), in.readLong(), in.readLong());
        // Framing is the engine's, and so are its codes.
        var code = StandardError.valueOf(text(in));
        var problem = new Problem(code, text(in), optional(in), optional(in));
        return new Damaged(origin, problem, bytes(in));
    }

    private static void write(Optional<String> text, DataOutput out) throws IOException {
        out.writeBoolean(text.isPresent());
        if (text.isPresent()) {
            write(text.get(), out);
        }
    }

    private static Optional<String> optional(DataInput in) throws IOException {
        return in.readBoolean() ? Optional.of(text(in)) : Optional.empty();
    }

    /** As it is, half surrogates too: names of an archive's members may hold any. */
    private static void write(String text, DataOutput out) throws IOException {
        out.writeInt(text.length());
        out.writeChars(text);
    }

    private static String text(DataInput in) throws IOException {
        var chars = new char[in.readInt()];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = in.readChar();
        }
        return new String(chars);
    }

    private static byte[] bytes(DataInput in) throws IOException {
        var bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}
