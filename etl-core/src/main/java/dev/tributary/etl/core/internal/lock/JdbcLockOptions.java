package dev.tributary.etl.core.internal.lock;

import dev.tributary.etl.spi.plugin.Option;
import java.time.Duration;

/**
 * Options of the lock {@code jdbc}.
 *
 * @param allowedSkew by how much a lease must be past by the database's clock; not negative
 */
public record JdbcLockOptions(
        @Option(
                value = "How far the clocks of two database servers may differ when one takes over from the other",
                defaultValue = "5s")
        Duration allowedSkew) {
    public JdbcLockOptions {
        if (allowedSkew.isNegative()) {
            throw new IllegalArgumentException("'allowed_skew' must not be negative, found " + allowedSkew);
        }
    }
}
