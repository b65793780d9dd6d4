package dev.tributary.etl.core.internal.ledger;

import java.util.BitSet;
import java.util.Optional;

/**
 * Remembers what a job of two passes has parsed and not loaded yet. Parse units are planned and handed out by {@link WorkQueue} and end with
 * {@link #commitParsed}; when all are completed, the run that holds the dataset's lease calls {@link #decide}, which plans the store units; these end
 * with {@link #commitStored}. Thread-safe; each method is one transaction if nothing else is said, and throws as {@link Ledger} says.
 */
public interface Staging {
    /**
     * The framing pass has ended: the job has the units 0 to {@code units - 1}, which are all planned.
     *
     * @throws dev.tributary.etl.spi.error.EtlException LEASE_LOST when the job's run has another fence
     */
    void framed(String job, long fence, int units);

    StagingState state(String job);

    /** The first unit of a job that is out of attempts. */
    Optional<FailedUnit> failure(String job);

    /**
     * Commits a parse unit with the rows that wait; LEASE_LOST when a higher fence took it. Shapes that are new are written down before, in a
     * transaction of their own. The counts have what was read, derived, rejected and filtered; the result has no records and no receipts of loaders.
     */
    void commitParsed(UnitResult result, StagedRecords staged);

    /**
     * Decides which of several rows with one key are loaded, and plans one store unit for each parse unit. In one transaction, and once: called again
     * it does nothing. A key that is deleted and not made again behind that is deleted; one that is made again behind its last deletion is as if it
     * had never stood before it, so loaders see each key once. What is rejected has its dead letters at once, without the bytes of its source: those come
     * with the store unit's letters, which take their place. {@link Ledger#countsSoFar} knows of what is not loaded from then on.
     *
     * @throws dev.tributary.etl.spi.error.EtlException LEASE_LOST when the job's run has another fence; DEFECT when units are not parsed yet;
     *     OPTION_INVALID when NEWEST has nothing to compare in any record
     */
    void decide(String job, long fence, DuplicateRule rule);

    /** What a parse unit left for the store unit of the same number, after {@link #decide}. */
    StagedUnit unit(String job, int unit);

    /** The shape with a number; it never changes. */
    String shape(long number);

    /**
     * Commits a store unit, whose rows become loaded ones; LEASE_LOST when a higher fence took it. The counts have what was loaded (deletions
     * included), rejected and duplicate, the span is the {@link StagedUnit}'s; the result has no records.
     *
     * @param refused by loaders: places of records among what the parse unit staged, see {@link StagedUnit}
     * @throws dev.tributary.etl.spi.error.EtlException COUNTS_MISMATCH when the counts are not those of the rows
     */
    void commitStored(UnitResult result, BitSet refused);
}
