package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.ledger.Worker;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.lock.Lease;
import java.io.IOException;

/** The right to work on a dataset, which one run has at a time. */
final class Leases {
    private Leases() {}

    /** The dataset's lease, or an EtlException LOCK_HELD. The caller closes it. */
    static Lease acquire(Home home, JobPlan plan, Worker worker) throws IOException, InterruptedException {
        var dataset = plan.names().dataset();
        return home.locks()
                .tryAcquire(dataset, worker.id(), plan.policy().lease())
                .orElseThrow(() -> new EtlException(
                        StandardError.LOCK_HELD,
                        "Cannot run " + dataset + ": another run of it is at work in this home",
                        "wait for it, or stop it"));
    }
}
