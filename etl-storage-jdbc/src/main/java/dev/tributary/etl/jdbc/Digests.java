package dev.tributary.etl.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests that every Java has, and those of the UTF-8 bytes of texts. */
final class Digests {
    private Digests() {}

    static byte[] of(String algorithm, String text) {
        return named(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
    }

    static MessageDigest named(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    static String hex(String algorithm, String text) {
        return HexFormat.of().formatHex(of(algorithm, text));
    }
}
