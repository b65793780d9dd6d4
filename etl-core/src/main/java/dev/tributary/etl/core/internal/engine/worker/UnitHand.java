package dev.tributary.etl.core.internal.engine.worker;

import dev.tributary.etl.core.internal.engine.run.Failures;
import dev.tributary.etl.core.internal.engine.run.UnitEnd;
import dev.tributary.etl.core.internal.engine.staged.UnitWorker;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's thread that does units, of whichever job has some. What fails is the unit's, and the thread goes on with another. */
final class UnitHand implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(UnitHand.class);

    private final FleetWorker fleet;
    private final OpenJobs jobs;
    /** This thread's own stages. */
    private final Map<SharedWork, UnitWorker> workers = new HashMap<>();

    UnitHand(FleetWorker fleet, OpenJobs jobs) {
        this.fleet = fleet;
        this.jobs = jobs;
    }

    @Override
    public void run() {
        @Nullable Throwable defect = null;
        try {
            while (!fleet.isDraining()) {
                if (!doOne()) {
                    fleet.awaitWork();
                }
                forgetLeft();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // The worker has to end, and its caller to learn why.
            defect = e;
        } finally {
            workers.values().forEach(UnitHand::close);
            fleet.handEnded(defect);
        }
    }

    /** False when there is none now. */
    private boolean doOne() throws InterruptedException {
        for (var work : jobs.works()) {
            var entered = work.enter();
            if (entered.isPresent() && doOne(work, entered.get())) {
                return true;
            }
        }
        return false;
    }

    private boolean doOne(SharedWork work, Lock entered) throws InterruptedException {
        try {
            var claim = work.next();
            if (claim.isPresent()) {
                perform(work, claim.get());
            }
            return claim.isPresent();
        } catch (EtlException e) {
            // The ledger cannot be asked now; who leads the worker says so.
            LOG.debug("Cannot claim a unit now", e);
            return false;
        } finally {
            entered.unlock();
        }
    }

    private void perform(SharedWork work, Claim claim) throws InterruptedException {
        try {
            var result = workers.computeIfAbsent(work, SharedWork::worker).run(claim);
            work.claims().ended(claim);
            fleet.tally().done(UnitEnd.of(result));
        } catch (IOException | RuntimeException | Error e) {
            // A plugin's errors too: they are the unit's.
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("while unit " + claim.unit() + " was done");
            }
            failed(work, claim, e);
        }
    }

    private void failed(SharedWork work, Claim claim, Throwable failure) {
        var problem = Failures.problem(failure);
        LOG.debug("Unit {} of job {} failed", claim.unit(), claim.job(), failure);
        fleet.unitFailed(claim, problem);
        var worker = workers.remove(work);
        if (worker != null) {
            close(worker);
        }
        work.claims().failed(claim, problem);
    }

    private void forgetLeft() {
        workers.entrySet().removeIf(entry -> {
            boolean left = entry.getKey().isLeft();
            if (left) {
                close(entry.getValue());
            }
            return left;
        });
    }

    private static void close(UnitWorker worker) {
        try {
            worker.close();
        } catch (IOException e) {
            // Its units are committed or given back; what a stage could not close is lost with the process.
            LOG.warn("Cannot close the stages of a thread", e);
        }
    }
}
