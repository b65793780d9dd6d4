package dev.tributary.etl.core.internal.fetch;

import dev.tributary.etl.spi.io.Checksum;
import dev.tributary.etl.spi.io.Checksum.Algorithm;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;

/** Counts and hashes bytes as they come. One thread. */
final class Hashing {
    private final Map<Algorithm, MessageDigest> digests = new EnumMap<>(Algorithm.class);
    private long bytes;

    Hashing(Set<Algorithm> algorithms) {
        algorithms.forEach(a -> digests.put(a, DigestUtils.getDigest(a.javaName())));
    }

    void update(byte[] from, int length) {
        for (var digest : digests.values()) {
            digest.update(from, 0, length);
        }
        bytes += length;
    }

    long bytes() {
        return bytes;
    }

    /** The digests of all bytes so far; begins anew. */
    Digests finish() {
        var hex = new EnumMap<Algorithm, String>(Algorithm.class);
        digests.forEach((a, d) -> hex.put(a, HexFormat.of().formatHex(d.digest())));
        long counted = bytes;
        bytes = 0;
        return new Digests(counted, hex);
    }

    /** MD5, SHA-256, and what was published. */
    static Set<Algorithm> algorithms(List<Checksum> published) {
        var all = EnumSet.of(Algorithm.MD5, Algorithm.SHA_256);
        published.forEach(c -> all.add(c.algorithm()));
        return all;
    }
}
