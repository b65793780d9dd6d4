package dev.tributary.etl.spi.io;

import java.util.Locale;

/** A digest, in lower-case hex. */
public record Checksum(Algorithm algorithm, String hex) {
    /** Digests that sources publish, weakest first. */
    public enum Algorithm {
        MD5("MD5", 32),
        SHA_1("SHA-1", 40),
        SHA_256("SHA-256", 64),
        SHA_512("SHA-512", 128);

        private final String javaName;
        private final int hexDigits;

        Algorithm(String javaName, int hexDigits) {
            this.javaName = javaName;
            this.hexDigits = hexDigits;
        }

        /** The name that MessageDigest knows. */
        public String javaName() {
            return javaName;
        }

        /** How people and lists write it: {@code md5}, {@code sha256}. */
        public String label() {
            return javaName.toLowerCase(Locale.ROOT).replace("-", "");
        }
    }

    public Checksum {
        hex = hex.toLowerCase(Locale.ROOT);
        if (hex.length() != algorithm.hexDigits || !hex.matches("[0-9a-f]+")) {
            throw new IllegalArgumentException(
                    "not a " + algorithm.javaName + " in hex (" + algorithm.hexDigits + " digits): " + hex);
        }
    }

    /** {@code sha256:9f86...} */
    @Override
    public String toString() {
        return algorithm.label() + ":" + hex;
    }
}
