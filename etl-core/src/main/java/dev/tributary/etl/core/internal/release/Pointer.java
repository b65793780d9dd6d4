package dev.tributary.etl.core.internal.release;

/** Which commit readers should go to. A convenience: the commits are the truth, the pointer follows them. */
public record Pointer(String dataset, long number, String version, String manifestKey, String manifestSha256) {
    /** The pointer to a commit. */
    static Pointer to(Commit commit) {
        return new Pointer(
                commit.dataset(), commit.number(), commit.version(), commit.manifestKey(), commit.manifestSha256());
    }
}
