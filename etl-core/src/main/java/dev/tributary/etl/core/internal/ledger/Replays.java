package dev.tributary.etl.core.internal.ledger;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Remembers replays: jobs that read the rejects of a finished job again. A replay begins with all rows of that job but for these rejects, so that it
 * stands for the whole release and whoever reads the ledger needs to know nothing of replays. Thread-safe; each method is one transaction, and throws
 * as {@link Ledger} says.
 */
public interface Replays {
    /**
     * Which rejects are read again.
     *
     * @param codes such as {@code E3007}; empty for all
     * @param untriedBefore only rejects of units with lower numbers: those of later ones were read again already, in the same way
     */
    record Choice(List<String> codes, int untriedBefore) {
        public Choice {
            codes = codes.stream().sorted().distinct().toList();
        }
    }

    /** The key of a record that a job loaded, and the source record that it was made of. */
    record Kept(int file, long ordinal, String type, String identifier) {}

    /** The replay of this draft: the one with its id, or a new one with the units, records, uploads, files and other rejects of {@code base}. */
    Job open(JobDraft draft, String base, Choice choice);

    /** How many rejected source records a replay of a job would read again. */
    int candidates(String base, Choice choice);

    /** The source records that a replay reads again, in source order. */
    List<RejectedSource> sources(String replay);

    /** What the job before a replay loaded of these source records. */
    Set<Kept> kept(String replay);

    /** How many of its source records a replay rejected no more. Their dead letters get the replay's id when it is completed. */
    int cured(String replay);

    /** The newest completed replay of a job. */
    Optional<Job> newestOf(String base);
}
