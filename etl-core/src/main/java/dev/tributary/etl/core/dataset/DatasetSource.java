package dev.tributary.etl.core.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The dataset file as it was read, before interpolation, and the files that it extends. Immutable; prints no content. */
public final class DatasetSource {
    /** One byte more than the YAML reader takes: it refuses the rest with its reason. */
    private static final int MAX_BYTES = (1 << 20) + 1;

    private final Path file;
    private final byte[] bytes;
    private final List<DatasetSource> parents;

    private DatasetSource(Path file, byte[] bytes, List<DatasetSource> parents) {
        this.file = file;
        this.bytes = bytes;
        this.parents = List.copyOf(parents);
    }

    static DatasetSource read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new DatasetSource(file, in.readNBytes(MAX_BYTES), List.of());
        }
    }

    /** A file as it was read elsewhere, or before. */
    public static DatasetSource of(Path file, String text) {
        return new DatasetSource(file, text.getBytes(StandardCharsets.UTF_8), List.of());
    }

    /** The same file with the others of a list as those that it extends. */
    DatasetSource with(List<DatasetSource> all) {
        return new DatasetSource(
                file, bytes, all.stream().filter(s -> s != this).toList());
    }

    /** The path as the caller named it. */
    public Path file() {
        return file;
    }

    /** A copy of the file's bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The files that this one extends, the nearest first. */
    public List<DatasetSource> parents() {
        return parents;
    }

    /** The file's own text. */
    public String ownText() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The file's text; those that it extends follow, each behind a comment with its path. */
    public String text() {
        StringBuilder text = new StringBuilder(ownText());
        for (DatasetSource parent : parents) {
            text.append("\n# extends ").append(parent.file).append('\n').append(parent.text());
        }
        return text.toString();
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
