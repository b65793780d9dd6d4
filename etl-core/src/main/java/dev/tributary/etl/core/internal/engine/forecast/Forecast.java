package dev.tributary.etl.core.internal.engine.forecast;

import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.spi.io.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run would do now.
 *
 * @param release the release id; empty when only the files' bytes can tell it
 * @param why what differs from the newest job, in sentences; empty when there is nothing to do
 * @param job the job that there is already, if any: finished, or to go on with
 * @param state what the dataset's state holds
 */
public record Forecast(
        Action action,
        Optional<String> release,
        List<String> why,
        List<File> files,
        Optional<Job> job,
        Map<String, String> state) {
    /** What a run would do. */
    public enum Action {
        /** The job is finished and its release is the one that is published. */
        NOTHING,
        /** There is no such job yet. */
        START,
        /** A job was begun and has units left. */
        RESUME,
        /** All units are done and there is no release yet. */
        PUBLISH
    }

    /** A file and what is known of it without fetching it. */
    public record File(SourceFile source, Change change, boolean kept) {}

    /** A file against the newest job of the dataset. */
    public enum Change {
        SAME,
        /** Its size is the same, and its source publishes no digest to compare. */
        SAME_SIZE,
        CHANGED,
        /** It was found damaged when it was read, and its source publishes no digest: what is fetched instead is not known. */
        DAMAGED,
        /** Its release was fetched under other names; a run takes what is here. */
        RENAMED,
        NEW
    }
}
