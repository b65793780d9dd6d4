package dev.tributary.etl.core;

import java.util.Map;
import java.util.Optional;

/**
 * What people do to jobs and datasets besides running them; every method looks into or writes to the ledger once. Thread-safe. Made by
 * {@link Etl#operations}. A job is named by its id or by a beginning of it that no other job has.
 */
public interface Operations {
    /**
     * The id of a job.
     *
     * @throws dev.tributary.etl.spi.error.EtlException OPTION_INVALID when no job has it, or several begin like this
     */
    String job(String idOrBeginning);

    /**
     * Cancels a job: those who work on it commit the units under way and end. Running its dataset again goes on with it. False when it has ended
     * already.
     */
    boolean cancel(String job);

    /**
     * Lets nobody begin another unit of a job, until it is resumed or its dataset is run; the units under way are committed. False when it has ended
     * already.
     */
    boolean pause(String job);

    /** Lets the workers go on with a paused job; false when it is not paused. */
    boolean resume(String job);

    /** How many units of a job are worked on just now. */
    int unitsUnderWay(String job);

    /**
     * Takes the lock of a dataset away from a holder that is gone; false when nobody has it.
     *
     * @throws dev.tributary.etl.spi.error.EtlException LOCK_HELD when its kind of lock knows that the holder is alive
     */
    boolean unlock(String datasetId) throws InterruptedException;

    /** What the next job of a dataset will see as its state; empty when nothing was ever saved. */
    Optional<Map<String, String>> state(String datasetId) throws InterruptedException;

    /**
     * Sets values of a dataset's state and leaves the others; returns all.
     *
     * @throws dev.tributary.etl.spi.error.EtlException LOCK_HELD while a run of the dataset is at work
     */
    Map<String, String> setState(String datasetId, Map<String, String> values) throws InterruptedException;

    /** Replaces the whole state of a dataset, with nothing for a fresh start; otherwise as {@link #setState}. */
    Map<String, String> replaceState(String datasetId, Map<String, String> values) throws InterruptedException;

    /** Figures of all who share the ledger. */
    LedgerFigures figures();
}
