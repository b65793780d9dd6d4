package dev.tributary.etl.core.internal.ledger;

import java.util.List;
import java.util.Optional;

/** What processes that share a ledger tell each other. Thread-safe; each method is one transaction, and throws as {@link Ledger} says. */
public interface Fleet {
    /** What keeps a dataset's lock and state, as its last run was told; empty before the first. */
    Optional<BackendNames> backends(String dataset);

    /** Writes down what keeps a dataset's lock and state; nothing is written when that is known. */
    void choose(String dataset, BackendNames backends);

    /** Lets all workers of the ledger take part in a job; nothing is written when it is shared so already. */
    void share(String job, SharedJob shared);

    /** What a worker needs for a job; empty when it is not shared. */
    Optional<SharedJob> shared(String job);

    /** The ids of shared jobs that have not ended and that nobody holds back, oldest first. */
    List<String> open();

    /**
     * Takes an open job up under the dataset lease's fence, where another run left it: unlike {@link Ledger#beginRun} it gives no unit its attempts
     * again, and leaves those alone that others work on.
     *
     * @throws dev.tributary.etl.spi.error.EtlException LEASE_LOST when the job already saw a higher fence, or is not open any more
     */
    void takeOver(String job, long fence);

    /** The ids of jobs that begin like this, two at most. */
    List<String> find(String prefix);

    /** Asks those who work on a job for something; false when it has ended. CANCEL also ends the job, for maybe nobody works on it. */
    boolean hold(String job, Hold hold);

    /** Lets a paused job go on; false when it is not paused. */
    boolean resume(String job);

    /** What was asked of those who work on a job. */
    Hold held(String job);

    /** Units of a job that somebody works on just now. */
    int claimed(String job);

    FleetFigures figures();
}
