package dev.tributary.etl.core.internal.chunk;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What an object says of its unit before the first section.
 *
 * @param unit its number in the job
 * @param rangeOffset where the bytes of a plain file begin that belong to it; 0 for other kinds, as {@code rangeLength}
 */
record UnitHead(int unit, Kind kind, Packing packing, int sections, long rangeOffset, long rangeLength) {
    private static final byte[] MAGIC = "TRIBUN1\n".getBytes(StandardCharsets.US_ASCII);
    static final int DIGEST_BYTES = 32;

    /** What sections hold. */
    enum Kind {
        /** Chunks with their bytes. */
        BYTES(0),
        /** Chunks without their bytes, which are a range of a raw file. */
        RANGES(1),
        /** The files of a group. */
        GROUP(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** The kind that stands as {@code code} in an object. */
        static Kind of(int code) throws Misfit {
            for (var kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new Misfit("its kind has the code " + code);
        }
    }

    /** The head as it stands in the object, its digest behind it. */
    byte[] bytes() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write(MAGIC);
        out.writeInt(unit);
        out.writeByte(kind.code);
        out.writeByte(packing.code());
        out.writeInt(sections);
        out.writeLong(rangeOffset);
        out.writeLong(rangeLength);
        out.write(DigestUtils.sha256(bytes.toByteArray()));
        return bytes.toByteArray();
    }

    /** Throws an IOException for anything but a whole head. */
    static UnitHead read(DataInputStream in) throws IOException {
        var bytes = in.readNBytes(MAGIC.length + 2 * Integer.BYTES + 2 + 2 * Long.BYTES);
        if (!Arrays.equals(MAGIC, 0, MAGIC.length, bytes, 0, Math.min(MAGIC.length, bytes.length))) {
            throw new Misfit("it does not begin as a unit does");
        }
        var digest = in.readNBytes(DIGEST_BYTES);
        if (!MessageDigest.isEqual(digest, DigestUtils.sha256(bytes))) {
            throw new Misfit("its head has another digest");
        }
        var fields =
                new DataInputStream(new java.io.ByteArrayInputStream(bytes, MAGIC.length, bytes.length - MAGIC.length));
        return new UnitHead(
                fields.readInt(),
                Kind.of(fields.readByte()),
                Packing.of(fields.readByte()),
                fields.readInt(),
                fields.readLong(),
                fields.readLong());
    }
}
