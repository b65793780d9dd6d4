package dev.tributary.etl.core.internal.release;

import java.util.Map;

/**
 * What is to be published.
 *
 * @param fence the fence of the dataset lease that the run holds
 * @param state the whole state of the dataset that is true once this release is
 */
public record ReleaseDraft(Manifest manifest, long fence, Map<String, String> state) {
    public ReleaseDraft {
        state = Map.copyOf(state);
    }
}
