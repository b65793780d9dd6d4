package dev.tributary.etl.spi.plugin;

/** A number of bytes, written {@code 64MiB}, {@code 64MB} (1024-based too) or {@code 512KiB} in YAML. */
public record DataSize(long bytes) {
    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("size must not be negative: " + bytes);
        }
    }

    /** The size as an array length; fails above 2 GiB. */
    public int asInt() {
        return Math.toIntExact(bytes);
    }
}
