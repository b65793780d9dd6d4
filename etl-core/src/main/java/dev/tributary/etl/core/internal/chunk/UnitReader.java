package dev.tributary.etl.core.internal.chunk;

import dev.tributary.etl.core.internal.chunk.ChunkForm.Index;
import dev.tributary.etl.core.internal.chunk.UnitHead.Kind;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads a unit's object chunk by chunk; none is given before all of it was compared with its digest. One thread. What is damaged is an EtlException
 * OBJECT_DAMAGED.
 */
public final class UnitReader implements Closeable {
    private final String key;
    private final long size;
    private final DataInputStream in;
    private final RawRanges ranges;
    private final ChunkForm form = new ChunkForm();
    private final UnitHead head;
    private final byte[] first;
    private int next;
    private @Nullable InputStream range;
    private long rangeAt;

    private UnitReader(String key, long size, DataInputStream in, RawRanges ranges, UnitHead head) throws IOException {
        this.key = key;
        this.size = size;
        this.in = in;
        this.ranges = ranges;
        this.head = head;
        this.first = head.bytes();
    }

    /** Takes the stream over, also when this fails. */
    static UnitReader of(Stored object, int unit, RawRanges ranges) throws IOException {
        var in = new DataInputStream(object.bytes());
        try {
            var head = head(object.key(), in, unit);
            return new UnitReader(object.key(), object.size(), in, ranges, head);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** An object that is open. */
    record Stored(String key, long size, InputStream bytes) {}

    private static UnitHead head(String key, DataInputStream in, int unit) throws IOException {
        UnitHead head;
        try {
            head = UnitHead.read(in);
        } catch (Misfit e) {
            throw damaged(key, e);
        }
        if (head.unit() != unit) {
            throw damaged(key, new Misfit("it is unit " + head.unit()));
        }
        return head;
    }

    /** The indexes of the files that are the unit, when it is a group of files; it has no chunks then. */
    public Optional<List<Integer>> group() throws IOException {
        if (head.kind() != Kind.GROUP) {
            return Optional.empty();
        }
        var section = section();
        var files = new ArrayList<Integer>();
        for (int left = section.readInt(); left > 0; left--) {
            files.add(section.readInt());
        }
        end();
        return Optional.of(files);
    }

    /** The next chunk in source order; null at the end. */
    public @Nullable FramedChunk next() throws IOException, InterruptedException {
        if (next == head.sections()) {
            end();
            return null;
        }
        var section = section();
        var index = form.read(section);
        return index.with(head.kind() == Kind.RANGES ? ranged(index, section) : section.readNBytes(index.length()));
    }

    private DataInputStream section() throws IOException {
        try {
            var section = Sections.read(in, first, next++, size);
            return new DataInputStream(
                    new ByteArrayInputStream(head.packing().unpack(section.packed(), section.plainLength())));
        } catch (Misfit | EOFException e) {
            throw damaged(key, e);
        }
    }

    private void end() throws IOException {
        if (in.read() >= 0) {
            throw damaged(key, new Misfit("something follows its end"));
        }
    }

    private byte[] ranged(Index index, DataInputStream section) throws IOException, InterruptedException {
        var digest = section.readNBytes(UnitHead.DIGEST_BYTES);
        if (index.length() == 0) {
            return new byte[0];
        }
        var bytes = bytes(index);
        if (!MessageDigest.isEqual(digest, DigestUtils.sha256(bytes))) {
            throw changed(index);
        }
        return bytes;
    }

    private byte[] bytes(Index index) throws IOException, InterruptedException {
        var open = range;
        if (open == null) {
            open = ranges.open(index.chunk().file(), head.rangeOffset(), head.rangeLength());
            range = open;
            rangeAt = index.base();
        }
        try {
            open.skipNBytes(index.base() - rangeAt);
            var bytes = open.readNBytes(index.length());
            if (bytes.length < index.length()) {
                throw changed(index);
            }
            rangeAt = index.base() + bytes.length;
            return bytes;
        } catch (EOFException e) {
            throw changed(index);
        }
    }

    private static EtlException changed(Index index) {
        return new EtlException(
                StandardError.OBJECT_DAMAGED,
                "Cannot read " + index.chunk().source() + " from byte " + index.base()
                        + " on: the raw file is not what was framed",
                "restore the raw file from a copy, or remove it and run again");
    }

    private static EtlException damaged(String key, IOException why) {
        return new EtlException(
                Problem.of(StandardError.OBJECT_DAMAGED, "Cannot read the unit " + key + ": " + why.getMessage())
                        .withHint("remove it and run again: it is made anew"),
                why);
    }

    @Override
    public void close() throws IOException {
        try (in) {
            if (range != null) {
                range.close();
            }
        }
    }
}
