package dev.tributary.etl.core.internal.fetch;

import dev.tributary.etl.spi.io.Checksum;
import dev.tributary.etl.spi.io.Checksum.Algorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** The size of a stream and its digests: MD5 and SHA-256, others where a source published them. */
public record Digests(long bytes, Map<Algorithm, String> hex) {
    private static final int BUFFER_BYTES = 64 << 10;

    public String md5() {
        return of(Algorithm.MD5);
    }

    public String sha256() {
        return of(Algorithm.SHA_256);
    }

    /** The digest by one algorithm; empty when it was not computed. */
    public Optional<String> find(Algorithm algorithm) {
        return Optional.ofNullable(hex.get(algorithm));
    }

    /** These and others of the same bytes. */
    Digests and(Digests others) {
        var all = new EnumMap<>(hex);
        all.putAll(others.hex);
        return new Digests(bytes, all);
    }

    private String of(Algorithm algorithm) {
        return find(algorithm).orElseThrow(() -> new IllegalStateException(algorithm + " was not computed"));
    }

    /** Digests that were recorded. */
    public static Digests of(long bytes, String md5, String sha256) {
        return new Digests(bytes, Map.of(Algorithm.MD5, md5, Algorithm.SHA_256, sha256));
    }

    /** The SHA-256 of a stream, read to its end: what stored bytes are compared by, at a third of what both digests cost. */
    public static String sha256(InputStream in) throws IOException {
        return copy(in, OutputStream.nullOutputStream(), new Hashing(Set.of(Algorithm.SHA_256)), n -> {})
                .sha256();
    }

    /** Reads a stream to its end, copies it, and tells {@code progress} how many bytes each read gave. */
    public static Digests copy(InputStream in, OutputStream out, List<Checksum> published, LongConsumer progress)
            throws IOException {
        return copy(in, out, new Hashing(Hashing.algorithms(published)), progress);
    }

    private static Digests copy(InputStream in, OutputStream out, Hashing hashing, LongConsumer progress)
            throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            hashing.update(buffer, n);
            progress.accept(n);
        }
        return hashing.finish();
    }
}
