package dev.tributary.etl.core.internal.ledger;

import java.util.List;
import java.util.Optional;

/**
 * Hands the units of a job out to any number of workers, each to one at a time. Thread-safe; each method is one transaction, and throws as
 * {@link Ledger} says. What a worker has is a claim as any other: heartbeats, release and commit are the ledger's.
 */
public interface WorkQueue {
    /**
     * Adds the parse units {@code first} to {@code last} of a job as pending, where they are not there yet. Store units are planned by
     * {@link Staging#decide}.
     *
     * @throws dev.tributary.etl.spi.error.EtlException LEASE_LOST when the job's run has another fence
     */
    void plan(String job, long fence, int first, int last);

    /**
     * Takes up to {@code most} units of a kind that nobody works on, lowest numbers first: pending ones, and those whose lease is past by the database's clock.
     * Raises their fences and not their attempts: {@link #begin} does, when the work begins. Of several that ask at once each gets others. An empty
     * list says that there is none now, not that the job is done.
     */
    List<Claim> reserve(String job, UnitKind kind, Worker worker, int most);

    /**
     * Counts an attempt of a reserved unit. Empty when it was lost.
     *
     * @throws dev.tributary.etl.spi.error.EtlException ATTEMPTS_EXHAUSTED when it was begun {@code maxAttempts} times, with its last error; the unit
     *     is failed then
     */
    Optional<Claim> begin(Claim reserved, int maxAttempts);
}
