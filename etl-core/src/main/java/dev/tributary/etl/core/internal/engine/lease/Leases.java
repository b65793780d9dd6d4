package dev.tributary.etl.core.internal.engine.lease;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.run.Failures;
import dev.tributary.etl.core.internal.ledger.Worker;
import dev.tributary.etl.core.internal.release.Commit;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.lock.Lease;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The right to work on a dataset, which one run has at a time. */
public final class Leases {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final int RETRIES = 3;

    private Leases() {}

    /**
     * The dataset's lease, or an EtlException LOCK_HELD. The caller gives it back by {@link #giveBack}. Its fence is higher than any that a run or a
     * commit of the dataset has, also when the lock has lost its own. What fails and may pass is tried again.
     */
    public static Lease acquire(Home home, String dataset, Worker worker) throws IOException, InterruptedException {
        try {
            return Failsafe.with(patience(home)).get(() -> acquireOnce(home, dataset, worker));
        } catch (FailsafeException e) {
            throw Failures.unwrapped(e);
        }
    }

    /** Gives a lease back. When that cannot be done it is past some time later, and nothing that was done under it is worth less. */
    public static void giveBack(Home home, Lease lease) {
        try {
            Failsafe.with(patience(home)).run(lease::close);
        } catch (FailsafeException | EtlException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.warn("Cannot give back a lease; others wait until it is past", e);
        }
    }

    private static RetryPolicy<Object> patience(Home home) {
        return RetryPolicy.builder()
                .handleIf(Failures::worthAnotherTry)
                .withMaxRetries(RETRIES)
                .withDelay(home.retryDelay())
                .build();
    }

    private static Lease acquireOnce(Home home, String dataset, Worker worker)
            throws IOException, InterruptedException {
        var lease = acquire(home, dataset, worker, 0);
        try {
            long known = highestFence(home, dataset);
            if (lease.fence() > known) {
                return lease;
            }
            LOG.warn(
                    "The lock of {} was lost: it gave fence {}, and {} is known. Its fence is raised.",
                    dataset,
                    lease.fence(),
                    known);
            giveBack(home, lease);
            return acquire(home, dataset, worker, known);
        } catch (IOException | InterruptedException | RuntimeException e) {
            giveBack(home, lease);
            throw e;
        }
    }

    private static Lease acquire(Home home, String dataset, Worker worker, long above)
            throws IOException, InterruptedException {
        var lease = home.locks().tryAcquire(dataset, worker.id(), worker.lease(), above);
        return lease.isPresent() ? lease.get() : refuse(home, dataset);
    }

    private static Lease refuse(Home home, String dataset) throws IOException, InterruptedException {
        var holder = home.locks()
                .holder(dataset)
                .map(who -> " (" + who.owner() + ", since " + who.since() + ")")
                .orElse("");
        throw new EtlException(
                StandardError.LOCK_HELD,
                "Cannot run " + dataset + ": another run of it is at work" + holder,
                "wait for it, or stop it; if it is gone for good: etl unlock " + dataset);
    }

    private static long highestFence(Home home, String dataset) throws IOException, InterruptedException {
        long worked = home.ledger().fences(dataset, "").worked();
        long published = home.releases().last(dataset).map(Commit::fence).orElse(0L);
        return Math.max(worked, published);
    }
}
