package dev.tributary.etl.core.internal.chunk;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.apache.commons.codec.digest.DigestUtils;

/** Packed parts of a unit, each with the digest of itself and of its place, so that none is used that is not what was written. */
final class Sections {
    private Sections() {}

    /** A packed section. */
    record Section(int plainLength, byte[] packed) {}

    static void write(DataOutputStream out, byte[] head, int index, Section section) throws IOException {
        out.writeInt(section.plainLength());
        out.writeInt(section.packed().length);
        out.write(digest(head, index, section));
        out.write(section.packed());
    }

    /** {@code most}: bytes that the object still has at most. */
    static Section read(DataInputStream in, byte[] head, int index, long most) throws IOException {
        int plainLength = in.readInt();
        int length = in.readInt();
        var digest = in.readNBytes(UnitHead.DIGEST_BYTES);
        if (length < 0 || length > most) {
            throw new Misfit("section " + index + " has an impossible length");
        }
        var section = new Section(plainLength, in.readNBytes(length));
        if (section.packed().length < length) {
            throw new Misfit("it ends in section " + index);
        }
        if (!MessageDigest.isEqual(digest, digest(head, index, section))) {
            throw new Misfit("section " + index + " has another digest");
        }
        return section;
    }

    private static byte[] digest(byte[] head, int index, Section section) {
        var digest = DigestUtils.getSha256Digest();
        digest.update(head);
        digest.update(ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(index)
                .putInt(section.plainLength())
                .flip());
        return digest.digest(section.packed());
    }
}
