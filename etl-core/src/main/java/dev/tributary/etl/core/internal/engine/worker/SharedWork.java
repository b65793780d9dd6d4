package dev.tributary.etl.core.internal.engine.worker;

import dev.tributary.etl.core.internal.engine.home.RunContext;
import dev.tributary.etl.core.internal.engine.home.Scratch;
import dev.tributary.etl.core.internal.engine.lease.Workers;
import dev.tributary.etl.core.internal.engine.run.Progress;
import dev.tributary.etl.core.internal.engine.staged.QueueClaims;
import dev.tributary.etl.core.internal.engine.staged.StagedJob;
import dev.tributary.etl.core.internal.engine.staged.UnitWorker;
import dev.tributary.etl.core.internal.engine.unit.StageSet;
import dev.tributary.etl.core.internal.engine.unit.StoredAttachments;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.UnitKind;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.LoadTarget;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A shared job as one worker process takes part in it: its stages, and the units that this process has claimed. Thread-safe. */
final class SharedWork {
    private final FleetWorker.Part part;
    private final RunContext context;
    private final StageSet stages;
    private final StagedJob staged;
    private final QueueClaims claims;
    /** Shared by those who do a unit; whoever closes the stages has it alone. */
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

    private volatile boolean left;
    private long beat = System.nanoTime();

    private SharedWork(FleetWorker.Part part, RunContext context, StageSet stages) {
        var job = part.job();
        var policy = part.plan().policy();
        var ledger = part.home().ledger();
        this.part = part;
        this.context = context;
        this.stages = stages;
        this.staged = StagedJob.of(
                job,
                part.plan(),
                ledger.files(job.id()),
                new StagedJob.Surroundings(
                        part.home(), ledger, stages, part.home().store(), new Progress()));
        this.claims = new QueueClaims(ledger, Workers.local(policy.lease()), policy.maxAttempts());
    }

    /** Makes and prepares the stages of a job. */
    static SharedWork join(FleetWorker.Part part, Scratch scratch) throws IOException, InterruptedException {
        var draft = part.job().draft();
        var moment = RunContext.Moment.of(draft.instant(), draft.state());
        var context = RunContext.of(part.plan().names(), part.home(), moment, scratch);
        var stages = new StageSet(part.plan().stages(), context, new StoredAttachments(context));
        var target = new LoadTarget(
                draft.id(), draft.dataset(), draft.organization(), draft.externalVersion(), draft.internalVersion());
        try {
            stages.prepare(target, part.home().ledger().files(draft.id()));
            return new SharedWork(part, context, stages);
        } catch (IOException | InterruptedException | RuntimeException e) {
            stages.close();
            throw e;
        }
    }

    FleetWorker.Part part() {
        return part;
    }

    QueueClaims claims() {
        return claims;
    }

    /** For one thread, which closes it. */
    UnitWorker worker() {
        return new UnitWorker(staged);
    }

    /** A unit that is there to be done, its attempt counted; empty when there is none now. */
    Optional<Claim> next() {
        for (var kind : UnitKind.values()) {
            var claim = next(kind);
            if (claim.isPresent()) {
                return claim;
            }
        }
        return Optional.empty();
    }

    private Optional<Claim> next(UnitKind kind) {
        try {
            return claims.next(part.job().id(), kind);
        } catch (EtlException e) {
            if (e.code() == StandardError.ATTEMPTS_EXHAUSTED) {
                // Its unit is failed now; who leads the job fails the job.
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Held by a thread while it does a unit; empty when no more are begun. */
    Optional<Lock> enter() {
        var lock = use.readLock();
        lock.lock();
        if (left) {
            lock.unlock();
            return Optional.empty();
        }
        return Optional.of(lock);
    }

    boolean isLeft() {
        return left;
    }

    /** Begins no more units. */
    void leave() {
        left = true;
    }

    /** Tells the ledger that the claimed units are worked on, as often as the dataset says. One thread. */
    void beatWhenDue() {
        var policy = part.plan().policy();
        long now = System.nanoTime();
        if (now - beat >= policy.heartbeat().toNanos()) {
            beat = now;
            claims.heartbeat(policy.lease());
        }
    }

    /** Closes the stages unless a thread still does a unit; true when they are closed. Called by one thread, until it is true. */
    boolean closeWhenUnused() throws IOException {
        leave();
        if (!use.writeLock().tryLock()) {
            return false;
        }
        try {
            claims.giveBackAll();
            stages.close();
            context.close();
            return true;
        } finally {
            use.writeLock().unlock();
        }
    }
}
