package dev.tributary.etl.core.internal.engine.lease;

import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.run.Crew;
import dev.tributary.etl.core.internal.ledger.Worker;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.lock.Lease;
import java.io.IOException;

/** Work on a dataset under its lease, which is renewed all the while. What the work stumbles over because the lease is lost ends as LEASE_LOST. */
public final class UnderLease {
    private final JobPlan plan;
    private final Home home;
    private final Worker worker;

    public UnderLease(JobPlan plan, Home home, Worker worker) {
        this.plan = plan;
        this.home = home;
        this.worker = worker;
    }

    /** The lease, whether it is lost meanwhile, and threads that end with the work. */
    public record Held(Lease lease, LeaseWatch watch, Crew.Shift shift) {}

    /** What is done; interrupted when the lease is lost. */
    public interface Work<T> {
        T under(Held held) throws IOException, InterruptedException;
    }

    /** @throws EtlException LOCK_HELD when somebody else has the lease, LEASE_LOST when somebody else got it */
    public <T> T call(Work<T> work) throws IOException, InterruptedException {
        var lease = Leases.acquire(home, plan.names().dataset(), worker);
        try {
            return watched(lease, work);
        } finally {
            Leases.giveBack(home, lease);
        }
    }

    private <T> T watched(Lease lease, Work<T> work) throws IOException, InterruptedException {
        var watch = new LeaseWatch(lease, plan.policy().lease(), Thread.currentThread());
        try (var shift = new Crew(home.executor()).shift()) {
            shift.repeat("renew the lease", plan.policy().heartbeat(), watch);
            return work.under(new Held(lease, watch, shift));
        } catch (IOException | InterruptedException | EtlException e) {
            if (watch.lost()) {
                var lost = LeaseWatch.failure(plan.names().dataset());
                lost.addSuppressed(e);
                throw lost;
            }
            throw e;
        } finally {
            endOf(watch);
        }
    }

    /** The watch has ended: an interruption that came from it has done its work. */
    private static void endOf(LeaseWatch watch) {
        if (watch.lost()) {
            Thread.interrupted();
        }
    }
}
