package dev.tributary.etl.core;

import java.time.Duration;
import java.util.Optional;

/** A worker under way: it does units of all staged jobs of a ledger, and leads those that nobody leads. Thread-safe. Made by {@link Etl#worker}. */
public interface Worker {
    /** What it did so far; cheap. */
    WorkerFigures figures();

    /** Whether it could ask the ledger when it last tried. */
    boolean isReady();

    /**
     * Asks it to end: the units under way are committed, nothing stays claimed. Returns how long that may take: the longest {@code run.shutdown} of the
     * datasets that it works on.
     */
    Duration drain();

    /** Ends it at once, in the middle of units: what was not committed is undone. */
    void stopNow();

    /**
     * Waits for its end. An interruption of the waiting thread leaves it working.
     *
     * @throws dev.tributary.etl.spi.error.EtlException what ended it before it was asked to
     */
    WorkerReport await() throws InterruptedException;

    /** Waits so long at most; empty when it is still working. */
    Optional<WorkerReport> await(Duration timeout) throws InterruptedException;
}
