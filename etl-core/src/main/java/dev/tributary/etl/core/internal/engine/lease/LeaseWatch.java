package dev.tributary.etl.core.internal.engine.lease;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.lock.Lease;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the lease of a run, and stops the run when it is lost: another run has the dataset, or the lease may be past because nothing was heard of its
 * store for as long as it lasts. Early is better than late here, and neither is unsafe: what counts is the fence.
 */
public final class LeaseWatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseWatch.class);

    private final Lease lease;
    private final Duration ttl;
    private final Thread run;
    private long renewed = System.nanoTime();
    private volatile boolean lost;

    /** {@code run}: interrupted when the lease is lost. */
    public LeaseWatch(Lease lease, Duration ttl, Thread run) {
        this.lease = lease;
        this.ttl = ttl;
        this.run = run;
    }

    public boolean lost() {
        return lost;
    }

    /** Renews once. */
    @Override
    public void run() {
        if (lost) {
            return;
        }
        long asked = System.nanoTime();
        try {
            if (lease.renew(ttl)) {
                renewed = asked;
            } else {
                lose("another run has it");
            }
        } catch (IOException | EtlException e) {
            LOG.warn("Cannot renew the lease; trying on until it is past", e);
            if (System.nanoTime() - renewed >= ttl.toNanos()) {
                lose("it could not be renewed in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lose(String why) {
        LOG.warn("The lease is lost: {}", why);
        lost = true;
        run.interrupt();
    }

    /** What a run ends with whose lease is lost. */
    public static EtlException failure(String dataset) {
        return new EtlException(
                StandardError.LEASE_LOST,
                "Cannot go on with " + dataset + ": its lease was lost while the run worked",
                "another run has taken over; if there is none, run it again");
    }
}
