package dev.tributary.etl.core.internal.release;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import org.jspecify.annotations.Nullable;

/** The error for an object of a release that is not what was written. */
final class Damage {
    private Damage() {}

    static EtlException of(String key, String why) {
        return of(key, why, null);
    }

    static EtlException of(String key, String why, @Nullable Throwable cause) {
        Problem problem = Problem.of(StandardError.OBJECT_DAMAGED, "Cannot use the object " + key + ": " + why)
                .withHint(
                        "Restore it from a copy. Releases are never skipped or made up: nothing is published until then.");
        return new EtlException(problem, cause);
    }
}
