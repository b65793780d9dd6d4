package dev.tributary.etl.core;

import java.time.Duration;
import java.util.Optional;

/** A run under way. Thread-safe. Made by {@link Etl#start}. */
public interface Run {
    String datasetId();

    /** Where it stands now; cheap, may be called often. */
    RunProgress progress();

    /** Asks it to stop as CANCELLED: the units under way are committed, nothing stays claimed; running it again goes on. */
    void cancel();

    /** The same as INTERRUPTED: the process is about to end. */
    void drain();

    /** Stops it at once, in the middle of a unit: what was not committed is undone. */
    void stopNow();

    /** Waits for its end. An interruption of the waiting thread leaves the run running. */
    RunReport await() throws InterruptedException;

    /** Waits so long at most; empty when it is still running. */
    Optional<RunReport> await(Duration timeout) throws InterruptedException;
}
