package dev.tributary.etl.core.internal.engine;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.tributary.etl.core.internal.engine.Acquisition.Acquired;
import dev.tributary.etl.core.internal.engine.RunOutcome.Status;
import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.JobStatus;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.ledger.Worker;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.lock.Lease;
import dev.tributary.etl.spi.stage.LoadTarget;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a dataset, from its lease to its release. Whatever fails and may be tried again starts anew from what the ledger and the commits say:
 * trying again and restarting after a crash are the same way.
 */
public final class JobRun {
    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    private final JobPlan plan;
    private final Home home;
    private final Optional<Instant> asOf;
    private final RunSignals signals;
    private final RawArea raw;
    private final Worker worker;
    private final AtomicInteger failuresSinceProgress = new AtomicInteger();
    private final List<String> notes = new ArrayList<>();

    private @Nullable Acquired acquired;
    private @Nullable Job job;
    /** The fence under which this run began to work on the job; empty before. */
    private OptionalLong began = OptionalLong.empty();

    private boolean parsing;

    public JobRun(JobPlan plan, Home home, Optional<Instant> asOf, RunSignals signals) {
        this.plan = plan;
        this.home = home;
        this.asOf = asOf;
        this.signals = signals;
        this.raw = new RawArea(home.store(), home.folder());
        this.worker = Workers.local(plan.policy().lease());
    }

    /** Runs to an end; never throws for what went wrong with the run. Call once, on a thread that may be interrupted to stop at once. */
    public RunOutcome run() {
        try {
            return underLease();
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

    private RunOutcome underLease() throws IOException, InterruptedException {
        var dataset = plan.names().dataset();
        var lease = home.locks().tryAcquire(dataset, worker.id(), plan.policy().lease());
        if (lease.isEmpty()) {
            throw new EtlException(
                    StandardError.LOCK_HELD,
                    "Cannot run " + dataset + ": another run of it is at work in this home",
                    "wait for it, or stop it");
        }
        try (var held = lease.get()) {
            Scratch.clear(home.folder(), dataset);
            notes.addAll(home.releases().repair(dataset));
            return Failsafe.with(retries()).get(() -> attempt(held));
        } catch (FailsafeException e) {
            throw Failures.unwrapped(e);
        }
    }

    /**
     * As many tries as a unit has, counted anew whenever a unit was committed. While units are worked on there is one more: the ledger refuses it,
     * and the unit is failed with its reason.
     */
    private RetryPolicy<RunOutcome> retries() {
        var longest = home.retryDelay().multipliedBy(64);
        return RetryPolicy.<RunOutcome>builder()
                .handleIf((RunOutcome outcome, @Nullable Throwable e) -> e != null
                        && Failures.worthAnotherTry(e)
                        && failuresSinceProgress.incrementAndGet()
                                < plan.policy().maxAttempts() + (parsing ? 1 : 0))
                .withMaxRetries(-1)
                .withBackoff(
                        home.retryDelay(), longest.compareTo(Duration.ofMillis(2)) < 0 ? Duration.ofMillis(2) : longest)
                .onRetry(e -> signals.retrying(e.getLastException()))
                .build();
    }

    private RunOutcome attempt(Lease lease) throws IOException, InterruptedException {
        var files = acquire();
        var opened = new JobOpening(plan, home).open(files, instant());
        notes.addAll(opened.notes());
        var current = opened.job();
        job = current;
        if (current.status() == JobStatus.COMPLETED) {
            return unchanged(current);
        }
        if (began.isEmpty()) {
            // Once a run: it gives unfinished units all their attempts again.
            home.ledger().beginRun(current.id(), lease.fence());
            began = OptionalLong.of(lease.fence());
        }
        var target = new LoadTarget(
                current.id(),
                plan.names().dataset(),
                plan.names().organization(),
                files.release(),
                plan.names().internal());
        var context = new RunContext(
                plan.names(), home, current.draft().instant(), current.draft().state());
        try (var stages = new StageSet(plan.stages(), context, new StoredAttachments(context))) {
            stages.prepare(target, files.files());
            boolean whole = current.status() == JobStatus.STORING || parse(current, files.files(), stages);
            if (!whole) {
                return ended(signals.stopStatus(), Optional.empty());
            }
            signals.progress().phase("publishing", 0);
            var outputs = new Publishing(home, plan, lease.fence()).publish(current, files.files(), stages.loaders());
            return completed(current, outputs);
        }
    }

    private Acquired acquire() throws IOException, InterruptedException {
        var known = acquired;
        if (known != null) {
            return known;
        }
        signals.progress().phase("verifying", 0);
        var context = new RunContext(plan.names(), home, instant(), Map.of());
        try (context;
                var extractor = plan.stages().extractor().make(context)) {
            var acquisition = new Acquisition(plan, raw, home.ledger(), signals::fetched, home.steps());
            var made = acquisition.acquire(extractor);
            made.files().forEach(f -> signals.verified(home.clock().instant(), f));
            acquired = made;
            return made;
        }
    }

    /** An unfinished job keeps its instant, so that a restart asks the source for the same. */
    private Instant instant() {
        var last = home.ledger().jobs(Optional.of(plan.names().dataset()), 1);
        var unfinished = last.stream()
                .filter(j -> j.status() != JobStatus.COMPLETED
                        && j.draft().configHash().equals(plan.names().configHash()))
                .map(j -> j.draft().instant())
                .findFirst();
        return asOf.or(() -> unfinished).orElseGet(() -> home.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** False when the run was asked to stop first. */
    private boolean parse(Job current, List<RawFile> files, StageSet stages) throws IOException, InterruptedException {
        parsing = false;
        signals.progress()
                .phase("loading", files.stream().mapToLong(RawFile::bytes).sum());
        var surroundings = new Pipeline.Surroundings(
                new RawStreams(raw, plan.sizes().maxExpandedBytes(), signals.progress()::read),
                stages::framing,
                stages::processor,
                new Crew(home.executor()),
                worker,
                signals::draining,
                this::unitEnded,
                signals.progress(),
                home.steps());
        var cutAsBefore = plan.withFrames(JobIdentity.frames(current.draft().shape()));
        var pipeline = new Pipeline(current.id(), cutAsBefore, files, home.ledger(), stages.loaders(), surroundings);
        parsing = true;
        boolean whole = pipeline.run();
        parsing = false;
        return whole;
    }

    private void unitEnded(Pipeline.UnitEnd end) {
        failuresSinceProgress.set(0);
        signals.unitEnded(home.clock().instant(), end);
    }

    private RunOutcome completed(Job current, List<String> outputs) {
        var done = home.ledger().job(current.id()).orElse(current);
        var places = outputs.stream().map(home::place).toList();
        return new RunOutcome(
                Status.COMPLETED, Optional.of(done), files(), counts(current), places, notes, Optional.empty());
    }

    private RunOutcome unchanged(Job current) throws IOException, InterruptedException {
        var commit = home.releases().find(plan.names().dataset(), current.id());
        List<String> outputs = commit.isEmpty()
                ? List.of()
                : home.releases().manifest(commit.get()).outputs().stream()
                        .map(home::place)
                        .toList();
        return new RunOutcome(
                Status.UNCHANGED, Optional.of(current), files(), counts(current), outputs, notes, Optional.empty());
    }

    private RunOutcome failed(Problem problem) {
        if (problem.code() == StandardError.RUN_CANCELLED) {
            return ended(signals.stopStatus(), Optional.empty());
        }
        if (problem.code().category() == ErrorCode.Category.INTERNAL) {
            signals.defect(problem);
        }
        return ended(Status.FAILED, Optional.of(problem));
    }

    private RunOutcome ended(Status status, Optional<Problem> failure) {
        var current = job;
        if (current == null) {
            return new RunOutcome(status, Optional.empty(), files(), Counts.ZERO, List.of(), notes, failure);
        }
        var counts = Counts.ZERO;
        try {
            remember(current, status, failure);
            counts = counts(current);
        } catch (EtlException e) {
            // The run's own end is what its caller has to learn; the ledger is told by the next run.
            LOG.warn("Cannot write into the ledger how job {} ended", current.id(), e);
        }
        return new RunOutcome(status, Optional.of(current), files(), counts, List.of(), notes, failure);
    }

    /** Tells the ledger how a job ended that was not completed; a run that lost its lease has nothing to tell. */
    private void remember(Job current, Status status, Optional<Problem> failure) {
        if (began.isEmpty() || status == Status.INTERRUPTED || isLeaseLost(failure)) {
            return;
        }
        var now = home.ledger().job(current.id()).map(Job::status);
        if (!now.equals(Optional.of(JobStatus.COMPLETED))) {
            var word = status == Status.FAILED ? JobStatus.FAILED : JobStatus.CANCELLED;
            home.ledger().setStatus(current.id(), began.getAsLong(), word, failure.map(Problem::toString));
        }
    }

    private static boolean isLeaseLost(Optional<Problem> failure) {
        return failure.map(f -> f.code() == StandardError.LEASE_LOST).orElse(false);
    }

    private List<RawFile> files() {
        return acquired == null ? List.of() : acquired.files();
    }

    private Counts counts(Job current) {
        return home.ledger().counts(current.id()).values().stream().reduce(Counts.ZERO, Counts::plus);
    }
}
