package dev.tributary.etl.core.internal.engine.staged;

import dev.tributary.etl.core.internal.engine.run.Crew;
import dev.tributary.etl.core.internal.engine.run.Failures;
import dev.tributary.etl.core.internal.engine.run.Tally;
import dev.tributary.etl.core.internal.engine.run.UnitEnd;
import dev.tributary.etl.core.internal.engine.run.WorkTally;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.FailedUnit;
import dev.tributary.etl.core.internal.ledger.Staging;
import dev.tributary.etl.core.internal.ledger.UnitKind;
import dev.tributary.etl.core.internal.ledger.UnitResult;
import dev.tributary.etl.core.internal.ledger.Worker;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A staged job's way from its raw files to its last loaded unit, under the dataset's lease: the framing pass, the parse units, the decision about
 * duplicates, the store units. It begins where the ledger says, and others may work on units of the job at the same time. A failure ends it, and the
 * next pass goes on.
 */
public final class StagedPass {
    /** How long somebody without work waits before the queue is asked again: another process may have given a unit back. */
    private static final long IDLE_MILLIS = 250;

    private static final long NANOS_A_COUNT = 5_000_000_000L;

    private static final Map<UnitKind, String> NAMES =
            Map.of(UnitKind.PARSE_BATCH, "parse-", UnitKind.STORE_BATCH, "store-");

    private final StagedJob job;
    private final Under under;
    private final Staging staging;
    private final QueueClaims claims;
    private final Semaphore bell = new Semaphore(0);
    private Tally tally;
    private long countedNanos = System.nanoTime();
    /** Whether units are still planned by this pass. */
    private volatile boolean framing;

    /** What a pass is given besides its job. {@code fence}: of the dataset's lease; {@code tally} learns of units that others took. */
    public record Under(
            long fence,
            Crew crew,
            Worker worker,
            BooleanSupplier draining,
            Consumer<UnitEnd> unitEnds,
            WorkTally tally) {}

    public StagedPass(StagedJob job, Under under) {
        this.job = job;
        this.under = under;
        this.staging = job.ledger().staging();
        this.claims = new QueueClaims(
                job.ledger(), under.worker(), job.plan().policy().maxAttempts());
        this.tally = counted();
    }

    private String id() {
        return job.job().id();
    }

    /** Runs to the end, or to the end of the units under way when the run shall drain; false then. */
    public boolean run() throws IOException, InterruptedException {
        var total = tally.total();
        job.progress().restartRecords(total.read(), total.rejected());
        // What passed the limit before this pass must not slip through because no unit is left that would be checked.
        tally.check();
        if (!mend() || !parse()) {
            return false;
        }
        decide();
        return store();
    }

    /** Makes anew what somebody removed, perhaps because it was damaged, before anybody here looks for it. */
    private boolean mend() throws IOException, InterruptedException {
        if (staging.state(id()).allStored()) {
            return true;
        }
        var mending = FramingPass.mending(job, under.fence(), under.draining());
        if (mending.isPresent()) {
            mending.get().run();
            // Whoever looked for it elsewhere may have used up the attempts of its unit.
            job.ledger().beginRun(id(), under.fence());
            job.progress().phase("parsing", job.progress().bytesTotal());
        }
        return !under.draining().getAsBoolean();
    }

    private boolean parse() throws IOException, InterruptedException {
        var state = staging.state(id());
        framing = state.framed().isEmpty();
        if ((framing || !state.allParsed()) && !work(UnitKind.PARSE_BATCH)) {
            return false;
        }
        tally = counted();
        checkFiles(tally.accepting());
        return true;
    }

    private void decide() {
        job.steps().reached("decide");
        staging.decide(id(), under.fence(), job.plan().passes().rule());
        job.steps().reached("decide.done");
        var soFar = job.ledger().countsSoFar(id());
        checkFiles(new Tally(job.plan().policy().rejects(), soFar).accepting());
    }

    private boolean store() throws IOException, InterruptedException {
        job.progress().phase("storing", 0);
        if (!staging.state(id()).allStored() && !work(UnitKind.STORE_BATCH)) {
            return false;
        }
        tally = counted();
        checkFiles(tally);
        job.objects().clear();
        return true;
    }

    /** All files of the job, whose units are done. */
    private void checkFiles(Tally counted) {
        counted.check();
        var groups = job.stages().groups(job.files());
        job.files().stream().filter(file -> !groups.containsKey(file.index())).forEach(counted::check);
        counted.check(groups.values());
    }

    private Tally counted() {
        return new Tally(job.plan().policy().rejects(), job.ledger().counts(id()));
    }

    /** Lets all hands work until no unit of this kind is left; false when the run shall drain. */
    private boolean work(UnitKind kind) throws IOException, InterruptedException {
        var policy = job.plan().policy();
        BlockingQueue<Hand> ended = new LinkedBlockingQueue<>();
        var hands = new ArrayList<Hand>();
        if (framing) {
            hands.add(new Hand("frame", this::frame, ended));
        }
        for (int i = 0; i < job.plan().sizes().workers(); i++) {
            hands.add(new Hand(NAMES.get(kind) + i, () -> units(kind), ended));
        }
        try (var shift = under.crew().shift()) {
            shift.repeat("heartbeat", policy.heartbeat(), () -> claims.heartbeat(policy.lease()));
            hands.forEach(hand -> shift.start(hand.name(), hand));
            for (int i = 0; i < hands.size(); i++) {
                ended.take().rethrow();
            }
        } finally {
            claims.giveBackAll();
        }
        return !under.draining().getAsBoolean();
    }

    private void frame() throws IOException, InterruptedException {
        new FramingPass(job, under.fence(), under.draining(), this::wake).run();
        framing = false;
        wake();
    }

    private void units(UnitKind kind) throws IOException, InterruptedException {
        try (var worker = new UnitWorker(job)) {
            while (!under.draining().getAsBoolean()) {
                var claim = claims.next(id(), kind);
                if (claim.isPresent()) {
                    run(worker, claim.get());
                } else if (isOver(kind)) {
                    return;
                } else {
                    bell.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        }
    }

    private void run(UnitWorker worker, Claim claim) throws IOException, InterruptedException {
        UnitResult result;
        try {
            result = worker.run(claim);
        } catch (IOException | RuntimeException | Error e) {
            // A plugin's errors too: the ledger shall know why its unit failed.
            if (isLost(e)) {
                claims.ended(claim);
                under.tally().failed(Failures.problem(e));
                return;
            }
            if (!Thread.currentThread().isInterrupted()) {
                // One that was only interrupted is given back with all others.
                claims.failed(claim, Failures.problem(e));
            }
            throw e;
        }
        claims.ended(claim);
        count(result);
    }

    /** Another worker has the unit, or has done it; what this one is asked to do next decides whether it is still wanted. */
    private static boolean isLost(Throwable e) {
        return e instanceof EtlException etl && etl.code() == StandardError.LEASE_LOST;
    }

    private void count(UnitResult result) {
        under.unitEnds().accept(UnitEnd.of(result));
        if (bell.hasQueuedThreads()) {
            wake();
        }
        add(result);
    }

    /** What other processes did is only in the ledger; it is asked now and then, so that too many rejects end the run wherever they are found. */
    private synchronized void add(UnitResult result) {
        if (System.nanoTime() - countedNanos >= NANOS_A_COUNT) {
            tally = counted();
            countedNanos = System.nanoTime();
        } else {
            tally.add(result.span().file(), result.counts());
        }
        tally.check();
    }

    /** Who waits for a unit looks again. */
    private void wake() {
        bell.drainPermits();
        bell.release(job.plan().sizes().workers());
    }

    /** Whether all units of a kind are done, by whomever; ATTEMPTS_EXHAUSTED when one is failed. */
    private boolean isOver(UnitKind kind) {
        if (framing) {
            return false;
        }
        var state = staging.state(id());
        var units = kind == UnitKind.PARSE_BATCH ? state.parse() : state.store();
        if (units.failed() > 0) {
            staging.failure(id()).ifPresent(this::exhausted);
        }
        return kind == UnitKind.PARSE_BATCH ? state.allParsed() : state.allStored();
    }

    private void exhausted(FailedUnit unit) {
        throw new EtlException(
                StandardError.ATTEMPTS_EXHAUSTED,
                "Cannot work on unit " + unit.unit() + " of job " + id() + ": it failed " + unit.attempts()
                        + " times, at last with: " + unit.lastError());
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    /** A thread's task, and what it failed with. */
    private static final class Hand implements Runnable {
        private final String name;
        private final Task task;
        private final BlockingQueue<Hand> ended;
        private volatile @Nullable Throwable failure;

        Hand(String name, Task task, BlockingQueue<Hand> ended) {
            this.name = name;
            this.task = task;
            this.ended = ended;
        }

        String name() {
            return name;
        }

        @Override
        public void run() {
            try {
                task.run();
            } catch (InterruptedException e) {
                // The pass is over, and nobody waits for this hand.
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException | Error e) {
                // Whatever it is belongs to the thread that runs the pass.
                failure = e;
            }
            ended.add(this);
        }

        void rethrow() throws IOException, InterruptedException {
            var cause = failure;
            if (cause != null) {
                throw Failures.rethrown(cause);
            }
        }
    }
}
