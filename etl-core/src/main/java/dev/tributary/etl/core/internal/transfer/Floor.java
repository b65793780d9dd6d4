package dev.tributary.etl.core.internal.transfer;

import java.time.Duration;

/** The slowest that a source may be: at least {@code bytes} in any {@code within} of waiting for it. */
public record Floor(long bytes, Duration within) {
    /** 1 KiB a second over a minute: slower than any source that still works, and never the network's short pauses. */
    public static final Floor DEFAULT = new Floor(60 << 10, Duration.ofMinutes(1));

    public Floor {
        if (bytes < 1 || within.isNegative() || within.isZero()) {
            throw new IllegalArgumentException("the slowest rate must be at least a byte in some time");
        }
    }
}
