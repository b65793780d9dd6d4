package dev.tributary.etl.core.dataset;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The dataset file as it was read, before interpolation. Immutable; prints no content. */
public final class DatasetSource {
    private final Path file;
    private final byte[] bytes;

    DatasetSource(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes.clone();
    }

    /** The path as the caller named it. */
    public Path file() {
        return file;
    }

    /** A copy of the file's bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** SHA-256 of the bytes, in lower-case hex. */
    public String sha256() {
        return sha256(bytes);
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return file + " (sha256 " + sha256() + ")";
    }
}
