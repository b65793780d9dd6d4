package dev.tributary.etl.core.internal.fetch;

import dev.tributary.etl.spi.io.Checksum;
import dev.tributary.etl.spi.io.Checksum.Algorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/** The size of a stream and its digests: MD5 and SHA-256 always, others where a source published them. */
public record Digests(long bytes, Map<Algorithm, String> hex) {
    private static final int BUFFER_BYTES = 64 << 10;

    public String md5() {
        return of(Algorithm.MD5);
    }

    public String sha256() {
        return of(Algorithm.SHA_256);
    }

    String of(Algorithm algorithm) {
        var digest = hex.get(algorithm);
        if (digest == null) {
            throw new IllegalStateException(algorithm + " was not computed");
        }
        return digest;
    }

    /** Reads a stream to its end, copies it, and tells {@code progress} how many bytes each read gave. */
    public static Digests copy(InputStream in, OutputStream out, List<Checksum> published, LongConsumer progress)
            throws IOException {
        var digests = new EnumMap<Algorithm, MessageDigest>(Algorithm.class);
        algorithms(published).forEach(a -> digests.put(a, digest(a)));
        var buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            for (var digest : digests.values()) {
                digest.update(buffer, 0, n);
            }
            bytes += n;
            progress.accept(n);
        }
        var hex = new EnumMap<Algorithm, String>(Algorithm.class);
        digests.forEach((a, d) -> hex.put(a, HexFormat.of().formatHex(d.digest())));
        return new Digests(bytes, hex);
    }

    private static Set<Algorithm> algorithms(List<Checksum> published) {
        var all = EnumSet.of(Algorithm.MD5, Algorithm.SHA_256);
        published.forEach(c -> all.add(c.algorithm()));
        return all;
    }

    private static MessageDigest digest(Algorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.javaName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm.javaName(), e);
        }
    }
}
