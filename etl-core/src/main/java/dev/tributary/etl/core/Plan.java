package dev.tributary.etl.core;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a run of a dataset would do now, as far as can be told without fetching its files.
 *
 * @param release the release id; empty when only the files' bytes can tell it
 * @param why what a run would be for, in sentences; empty when there is nothing to do
 * @param job the job that there is already: finished, or to go on with
 * @param state what the dataset's state holds: its cursors
 * @param releases of a dataset that asks for a range of them; action, release and files are those of the first that a run goes through
 */
public record Plan(
        String datasetId,
        Action action,
        Optional<String> release,
        List<String> why,
        List<PlannedFile> files,
        Optional<JobSummary> job,
        Map<String, String> state,
        Releases releases) {
    public Plan {
        why = List.copyOf(why);
        files = List.copyOf(files);
        state = Map.copyOf(state);
    }

    /**
     * The releases of a range, oldest first; all empty for a dataset that asks for one release.
     *
     * @param loaded those that are loaded
     * @param turns those that a run goes through; the last is the newest that is loaded then, and nothing is done for it when it is what readers find
     * @param later those that {@code release.batch} leaves to a later run
     */
    public record Releases(List<String> loaded, List<String> turns, List<String> later) {
        public Releases {
            loaded = List.copyOf(loaded);
            turns = List.copyOf(turns);
            later = List.copyOf(later);
        }
    }

    /** What a run would do. */
    public enum Action {
        /** Nothing: the job is finished. */
        NOTHING,
        /** A new job. */
        START,
        /** Go on with a job that has units left. */
        RESUME,
        /** Publish a job whose units are done. */
        PUBLISH;

        /** The word in {@code --json}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A file of the release.
     *
     * @param kept whether its bytes were fetched and verified before; a run hashes them again
     */
    public record PlannedFile(OfferedFile file, Change change, boolean kept) {}

    /** A file against the dataset's newest job. */
    public enum Change {
        SAME,
        /** Its size is the same and its source publishes no digest: only a run can tell. */
        SAME_SIZE,
        CHANGED,
        /** It was found damaged when it was read, and its source publishes no digest: a run fetches it anew, and only then knows what it is. */
        DAMAGED,
        /** Its release was fetched before, under other names: a run takes what is here. */
        RENAMED,
        NEW;

        /** The word in {@code --json}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
