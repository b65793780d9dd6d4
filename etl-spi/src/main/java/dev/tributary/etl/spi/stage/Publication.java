package dev.tributary.etl.spi.stage;

import java.time.Instant;
import java.util.Map;

/**
 * The release to publish. {@code state} is what will be true with it, so that a loader may store both at once; {@code createdAt} is the job's
 * instant, the same on every restart.
 */
public record Publication(LoadTarget target, long fence, Instant createdAt, Map<String, String> state) {
    public Publication {
        state = Map.copyOf(state);
    }
}
