package dev.tributary.etl.core.internal.release;

import java.time.Instant;
import java.util.Map;

/**
 * The fact that a release was published. Commits of a dataset are numbered from 1 without a gap, and their fences never fall.
 *
 * @param manifestKey the manifest's object key
 * @param manifestSha256 the digest of the manifest's bytes, in lower-case hex
 * @param job the id of the job that published it
 * @param fence the fence of the dataset lease it was published under
 * @param state what the state store has to hold from now on
 * @param createdAt the job's instant
 */
public record Commit(
        String dataset,
        long number,
        String version,
        String manifestKey,
        String manifestSha256,
        String job,
        long fence,
        Map<String, String> state,
        Instant createdAt) {
    public Commit {
        state = Map.copyOf(state);
    }

    /** The same commit under another number. */
    Commit numbered(long other) {
        return new Commit(dataset, other, version, manifestKey, manifestSha256, job, fence, state, createdAt);
    }
}
