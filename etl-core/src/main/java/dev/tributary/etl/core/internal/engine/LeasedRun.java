package dev.tributary.etl.core.internal.engine;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.home.Scratch;
import dev.tributary.etl.core.internal.engine.lease.UnderLease;
import dev.tributary.etl.core.internal.engine.lease.Workers;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.publish.Notifying;
import dev.tributary.etl.core.internal.engine.publish.Retaining;
import dev.tributary.etl.core.internal.engine.run.Failures;
import dev.tributary.etl.core.internal.engine.run.RunEvents;
import dev.tributary.etl.core.internal.engine.run.RunOutcome;
import dev.tributary.etl.core.internal.engine.run.RunOutcome.Status;
import dev.tributary.etl.core.internal.engine.run.RunSignals;
import dev.tributary.etl.core.internal.engine.run.UnitEnd;
import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.JobStatus;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.ledger.StoredLetter;
import dev.tributary.etl.core.internal.ledger.Worker;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.lock.Lease;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work on a dataset under its lease, from taking it to an outcome. Whatever fails and may be tried again starts anew from what the ledger and the
 * commits say: trying again and restarting after a crash are the same way.
 */
public abstract class LeasedRun {
    private static final Logger LOG = LoggerFactory.getLogger(LeasedRun.class);
    private static final int FIRST_REJECTS = 10;
    /** How often a run looks whether somebody asked something of it. */
    private static final Duration WISHES = Duration.ofSeconds(1);

    protected final JobPlan plan;
    protected final Home home;
    protected final RunSignals signals;
    protected final RunEvents events;
    protected final Worker worker;
    private final Retries retries;
    private final List<String> notes = new ArrayList<>();

    private volatile @Nullable Job job;
    /** The fence under which this run began to work on the job; empty before. */
    private OptionalLong began = OptionalLong.empty();

    private boolean prepared;

    public LeasedRun(JobPlan plan, Home home, RunSignals signals) {
        this.plan = plan;
        this.home = home;
        this.signals = signals;
        this.events = new RunEvents(plan.names().dataset(), home.clock(), signals);
        this.worker = Workers.local(plan.policy().lease());
        this.retries = new Retries(plan.policy().maxAttempts(), home.retryDelay(), events, signals.tally());
    }

    /** Puts right what an earlier run left, before the first attempt; says what, in sentences for people. */
    protected abstract List<String> prepare() throws IOException, InterruptedException;

    /** Goes on from where the ledger says, to an outcome. Called again after a failure that may pass. */
    protected abstract RunOutcome attempt(Lease lease) throws IOException, InterruptedException;

    /** The files of the release, as far as they are known. */
    protected abstract List<RawFile> files();

    /** Where the job and its units are kept. */
    protected Ledger ledger() {
        return home.ledger();
    }

    /** Runs to an end; never throws for what went wrong with the run. Call once, on a thread that may be interrupted to stop at once. */
    public RunOutcome run() {
        events.started();
        try {
            return new UnderLease(plan, home, worker).call(this::whileHeld);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ended(signals.stopStatus(), Optional.empty());
        } catch (IOException | EtlException e) {
            return failed(Failures.problem(e));
        } catch (RuntimeException e) {
            LOG.error("The engine or a stage failed", e);
            return failed(Failures.problem(e));
        } catch (StackOverflowError | LinkageError | OutOfMemoryError e) {
            // A plugin's error fails its job and not its host; the ledger has to know.
            LOG.error("A stage failed", e);
            return failed(Failures.problem(e));
        }
    }

    /** Does what people asked of the job's workers. */
    private void heed() {
        var current = job;
        if (current == null) {
            return;
        }
        switch (ledger().fleet().held(current.id())) {
            case CANCEL -> signals.stop(Status.CANCELLED);
            case PAUSE -> signals.stop(Status.INTERRUPTED);
            case NONE -> {}
        }
    }

    private RunOutcome whileHeld(UnderLease.Held held) throws IOException, InterruptedException {
        held.shift().repeat("look for wishes", WISHES, this::heed);
        try {
            Scratch.clear(home.folder(), plan.names().dataset());
            return Failsafe.with(retries.under(held.watch())).get(() -> prepared(held.lease()));
        } catch (FailsafeException e) {
            throw Failures.unwrapped(e);
        }
    }

    private RunOutcome prepared(Lease held) throws IOException, InterruptedException {
        if (!prepared) {
            notes.addAll(prepare());
            notifyOthers();
            prepared = true;
        }
        return attempt(held);
    }

    /** Writes down how the dataset's runs are kept apart, and makes pointer and state follow the last commit. */
    protected List<String> repair() throws IOException, InterruptedException {
        var dataset = plan.names().dataset();
        home.ledger().fleet().choose(dataset, home.coordination().chosen());
        return home.releases().repair(dataset);
    }

    /** Takes up a job; the first time in a run this gives its unfinished units all their attempts again. */
    protected void begin(Job current, Lease lease) {
        job = current;
        if (began.isEmpty()) {
            takeUp(current, lease);
            began = OptionalLong.of(lease.fence());
            events.opened(current);
        }
    }

    /** Tells the ledger that this run works on a job now. */
    protected void takeUp(Job current, Lease lease) {
        ledger().beginRun(current.id(), lease.fence());
    }

    /** Whether this run has completed the job, also when it never heard so. */
    protected boolean hasCompleted(Job current) {
        return current.status() == JobStatus.COMPLETED && began.equals(OptionalLong.of(current.fence()));
    }

    /** Work on units, told from the rest because a unit that fails counts its own attempts. */
    public interface UnitWork {
        boolean run() throws IOException, InterruptedException;
    }

    protected boolean parsing(UnitWork work) throws IOException, InterruptedException {
        return retries.parsing(work);
    }

    protected void unitEnded(UnitEnd end) {
        progressed(end);
        events.committed(end);
    }

    /** Something was done for good: what fails from now on has all attempts again. */
    protected void progressed(UnitEnd end) {
        retries.progressed();
        signals.tally().done(end);
    }

    /** A note for the people who read the outcome. */
    protected void note(String sentence) {
        notes.add(sentence);
    }

    /** Delivers what the outbox holds, also from runs that died before they could. */
    private void notifyOthers() throws InterruptedException {
        for (var failure : new Notifying(plan, home).deliver()) {
            if (!notes.contains(failure)) {
                note(failure);
            }
        }
    }

    /** The outcome of a run whose release is what readers find now. */
    protected RunOutcome published(Job done, List<String> outputs) throws InterruptedException {
        home.steps().reached("publish.notify");
        notifyOthers();
        events.published(done, places(outputs));
        retain(done);
        return outcome(Status.COMPLETED, done, outputs);
    }

    /** Files of past releases whose time has come. */
    protected void retain(Job current) throws InterruptedException {
        new Retaining(plan, home, signals).after(current.id()).forEach(this::note);
    }

    private List<String> places(List<String> outputs) {
        return outputs.stream().map(home::place).toList();
    }

    protected RunOutcome outcome(Status status, Job current, List<String> outputs) {
        return new RunOutcome(
                status,
                Optional.of(current),
                files(),
                counts(current),
                places(outputs),
                notes,
                Optional.empty(),
                ledger().deadLetters(current.id(), FIRST_REJECTS));
    }

    protected RunOutcome stopped() {
        return ended(signals.stopStatus(), Optional.empty());
    }

    private RunOutcome failed(Problem problem) {
        if (problem.code() == StandardError.RUN_CANCELLED) {
            return ended(signals.stopStatus(), Optional.empty());
        }
        if (problem.code().category() == ErrorCode.Category.INTERNAL) {
            signals.defect(problem);
        }
        if (problem.code() == StandardError.LEASE_LOST) {
            signals.tally().failed(problem);
        }
        return ended(Status.FAILED, Optional.of(problem));
    }

    private RunOutcome ended(Status status, Optional<Problem> failure) {
        var current = job;
        if (current == null) {
            return new RunOutcome(status, Optional.empty(), files(), Counts.ZERO, List.of(), notes, failure, List.of());
        }
        var counts = Counts.ZERO;
        List<StoredLetter> rejects = List.of();
        try {
            remember(current, status, failure);
            counts = counts(current);
            rejects = ledger().deadLetters(current.id(), FIRST_REJECTS);
        } catch (EtlException e) {
            // The run's own end is what its caller has to learn; the ledger is told by the next run.
            LOG.warn("Cannot write into the ledger how job {} ended", current.id(), e);
        }
        return new RunOutcome(status, Optional.of(current), files(), counts, List.of(), notes, failure, rejects);
    }

    /** Tells the ledger how a job ended that was not completed; a run that lost its lease has nothing to tell. */
    private void remember(Job current, Status status, Optional<Problem> failure) {
        if (began.isEmpty() || status == Status.INTERRUPTED || isLeaseLost(failure) || mayPass(failure)) {
            return;
        }
        var now = ledger().job(current.id()).map(Job::status);
        if (!now.equals(Optional.of(JobStatus.COMPLETED))) {
            var word = status == Status.FAILED ? JobStatus.FAILED : JobStatus.CANCELLED;
            ledger().setStatus(current.id(), began.getAsLong(), word, failure.map(Problem::toString));
        }
    }

    /** Whether somebody else tries again what ended this run, so that the job has not ended with it. */
    protected boolean mayPass(Optional<Problem> failure) {
        return false;
    }

    private static boolean isLeaseLost(Optional<Problem> failure) {
        return failure.map(f -> f.code() == StandardError.LEASE_LOST).orElse(false);
    }

    private Counts counts(Job current) {
        return ledger().countsSoFar(current.id()).values().stream().reduce(Counts.ZERO, Counts::plus);
    }
}
