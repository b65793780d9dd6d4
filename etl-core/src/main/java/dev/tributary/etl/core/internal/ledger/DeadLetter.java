package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.record.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rejected record with all that is wrong with it.
 *
 * @param identifier its key, when a record could be made
 * @param raw the first bytes of the source record, at most {@link #MAX_RAW_BYTES}
 */
public record DeadLetter(
        Origin origin, @Nullable String type, @Nullable String identifier, List<Problem> problems, byte[] raw) {
    /** How much of a source record is kept; the rest is found in the raw file by its offset. */
    public static final int MAX_RAW_BYTES = 64 << 10;
}
