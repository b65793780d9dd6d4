package dev.tributary.etl.core.internal.chunk;

import dev.tributary.etl.core.internal.chunk.Sections.Section;
import dev.tributary.etl.core.internal.chunk.UnitHead.Kind;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.commons.codec.digest.DigestUtils;

/** Makes the object of one unit; holds it packed until it is stored. The same chunks give the same bytes. One thread. */
public final class UnitWriter {
    private final int unit;
    private final OptionalInt shift;
    private final Packing packing;
    private final ChunkForm form = new ChunkForm();
    private final List<Section> sections = new ArrayList<>();
    private long rangeOffset = -1;
    private long rangeEnd = -1;

    private UnitWriter(int unit, OptionalInt shift, Packing packing) {
        this.unit = unit;
        this.shift = shift;
        this.packing = packing;
    }

    /**
     * A unit of chunks.
     *
     * @param shift how many bytes of the raw file lie before the framed stream, when that is the rest of the file as it is: such a unit has no bytes
     *     of its own. Empty when the stream is decompressed, decoded or of an archive
     */
    public static UnitWriter of(int unit, OptionalInt shift) {
        return new UnitWriter(unit, shift, Packing.best());
    }

    /** The number of the unit in its job. */
    public int unit() {
        return unit;
    }

    /** Adds the next chunk; its arrays are not held. */
    public void add(FramedChunk chunk) throws IOException {
        var plain = new Growing();
        var out = new DataOutputStream(plain);
        form.write(chunk, out);
        int from = ChunkForm.from(chunk);
        int length = ChunkForm.length(chunk);
        if (shift.isPresent()) {
            var digest = DigestUtils.getSha256Digest();
            digest.update(chunk.bytes(), from, length);
            out.write(digest.digest());
            cover(shift.getAsInt() + chunk.pieces().streamOffset() + from, length);
        } else {
            out.write(chunk.bytes(), from, length);
        }
        sections.add(new Section(plain.size(), packing.pack(plain.array(), plain.size())));
    }

    private void cover(long offset, int length) {
        if (length > 0) {
            rangeOffset = rangeOffset < 0 ? offset : rangeOffset;
            rangeEnd = offset + length;
        }
    }

    /** The object's bytes. */
    byte[] bytes() throws IOException {
        var kind = shift.isPresent() ? Kind.RANGES : Kind.BYTES;
        long offset = Math.max(rangeOffset, 0);
        return bytes(
                new UnitHead(unit, kind, packing, sections.size(), offset, Math.max(rangeEnd, 0) - offset), sections);
    }

    /** The object of a unit that is a group of files. */
    static byte[] group(int unit, List<Integer> files) throws IOException {
        var plain = new Growing();
        var out = new DataOutputStream(plain);
        out.writeInt(files.size());
        for (int file : files) {
            out.writeInt(file);
        }
        var packing = Packing.best();
        var section = new Section(plain.size(), packing.pack(plain.array(), plain.size()));
        return bytes(new UnitHead(unit, Kind.GROUP, packing, 1, 0, 0), List.of(section));
    }

    private static byte[] bytes(UnitHead head, List<Section> sections) throws IOException {
        var object = new Growing();
        var out = new DataOutputStream(object);
        var first = head.bytes();
        out.write(first);
        for (int i = 0; i < sections.size(); i++) {
            Sections.write(out, first, i, sections.get(i));
        }
        return object.toByteArray();
    }
}
