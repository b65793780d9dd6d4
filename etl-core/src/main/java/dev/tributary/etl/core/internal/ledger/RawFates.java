package dev.tributary.etl.core.internal.ledger;

import java.time.Instant;
import java.util.List;

/**
 * What is to become of raw files that a dataset's releases need no more. Each job decides about the files that it names; one that several jobs name, of
 * whatever dataset, is due when all of them agree. Thread-safe; each method is one transaction, and throws as {@link Ledger} says.
 */
public interface RawFates {
    /** A file that is due, and the release that it was fetched for. */
    record Due(String release, RawFile file) {}

    /**
     * Decides for the files of a dataset's completed jobs in whose place another was published before an instant; the job that was published last is
     * never one of them. What was decided is only ever moved on. Returns how many files it decided for.
     */
    int decide(String dataset, Instant before, Fate fate);

    /** Files of a dataset's jobs in the raw area that all jobs let go to the archive, each key once. */
    List<Due> toArchive(String dataset);

    /** Files of a dataset's jobs that all jobs let be deleted, wherever they lie, each key once. */
    List<Due> toDelete(String dataset);

    /** Whether a job has come to need a file meanwhile. */
    boolean isWanted(String key);

    /** Other datasets that still need files which this one has let go. */
    List<String> neededBy(String dataset);

    /** Writes down that an object has another key. */
    void moved(String from, String to);

    /** Writes down that an object was deleted. */
    void deleted(String key);

    /** Files of a dataset's jobs that are in the archive and to stay there. */
    List<RawFile> archived(String dataset);
}
