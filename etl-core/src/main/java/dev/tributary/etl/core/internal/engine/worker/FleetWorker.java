package dev.tributary.etl.core.internal.engine.worker;

import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.home.WorkerScratch;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.run.Crew;
import dev.tributary.etl.core.internal.engine.run.Failures;
import dev.tributary.etl.core.internal.engine.run.WorkTally;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.SharedJob;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.event.EtlEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process that takes part in all shared jobs of a ledger: some threads do units, and one looks which jobs there are and leads those that nobody leads
 * any more. Whatever stops it, what it had claimed is given back or runs out of its lease.
 */
public final class FleetWorker {
    private static final Duration LOOK = Duration.ofMillis(500);
    /** When there is no dataset to ask. */
    private static final Duration SHUTDOWN = Duration.ofSeconds(30);

    private static final Duration TICK = Duration.ofMillis(100);

    private final Ledger ledger;
    private final ExecutorService executor;
    private final Recall recall;
    private final Settings settings;
    private final WorkTally tally;
    private final Leading leading;
    private final AtomicInteger hands = new AtomicInteger();
    private final Semaphore bell = new Semaphore(0);
    private volatile Duration shutdown = SHUTDOWN;
    private volatile boolean draining;
    private volatile boolean ready;
    private volatile @Nullable Throwable broken;
    private volatile Collection<String> failed = List.of();

    /** Makes of a job what is needed to work on it here. EtlException when this process cannot: it has not what the job was begun with. */
    public interface Recall {
        Part of(Job job, SharedJob shared) throws IOException, InterruptedException;
    }

    /** A job, its plan, and the home that has its files. */
    public record Part(Job job, JobPlan plan, Home home) {}

    /**
     * How to work.
     *
     * @param home the folder for scratch files
     * @param threads that do units
     * @param untilIdle whether to end when no job is open
     * @param notes is told what people should know, a sentence at a time, on the worker's threads
     * @param events is told of the runs that this worker leads
     * @param tally counts what it does
     */
    public record Settings(
            Path home,
            int threads,
            boolean untilIdle,
            Consumer<String> notes,
            Consumer<EtlEvent> events,
            WorkTally tally) {}

    public FleetWorker(Ledger ledger, ExecutorService executor, Recall recall, Settings settings) {
        this.ledger = ledger;
        this.executor = executor;
        this.recall = recall;
        this.settings = settings;
        this.tally = settings.tally();
        this.leading = new Leading(settings.notes(), settings.events(), tally);
    }

    /** What it did since it was made. */
    public WorkTally tally() {
        return tally;
    }

    /** Whether it could ask the ledger when it last tried. */
    public boolean isReady() {
        return ready;
    }

    /** Jobs that failed while it took part in them. */
    public Collection<String> failed() {
        return failed;
    }

    /** Asks it to end when the units under way are committed; returns how long the datasets that it works on allow for that. */
    public Duration drain() {
        draining = true;
        leading.drain();
        bell.release(settings.threads() + 1);
        return shutdown;
    }

    /** Works until it is asked to end, or idle when that is enough. Interrupting the thread ends it at once: what was not committed is undone. */
    public void run() throws IOException, InterruptedException {
        try (var scratch = WorkerScratch.open(settings.home())) {
            var jobs = new OpenJobs(ledger, recall, scratch.scratch(), settings.notes());
            try (var shift = new Crew(executor).shift()) {
                shift.repeat("heartbeat", TICK, () -> jobs.works().forEach(SharedWork::beatWhenDue));
                for (int i = 0; i < settings.threads(); i++) {
                    hands.incrementAndGet();
                    shift.start("unit-" + i, new UnitHand(this, jobs));
                }
                lookOnAndOn(jobs, shift);
            } finally {
                jobs.close();
            }
        }
    }

    private void lookOnAndOn(OpenJobs jobs, Crew.Shift shift) throws IOException, InterruptedException {
        @Nullable Problem told = null;
        while (hands.get() > 0 || leading.isBusy()) {
            try {
                look(jobs, shift);
                told = null;
                ready = true;
            } catch (EtlException e) {
                ready = false;
                told = tell(e, told);
            }
            bell.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (broken != null) {
            throw new EtlException(
                    Problem.of(StandardError.DEFECT, "Cannot work on: " + broken)
                            .withHint("report it with its stack"),
                    broken);
        }
    }

    private void look(OpenJobs jobs, Crew.Shift shift) throws IOException, InterruptedException {
        jobs.look();
        failed = jobs.failed();
        shutdown = jobs.works().stream()
                .map(work -> work.part().plan().policy().shutdown())
                .max(Comparator.naturalOrder())
                .orElse(SHUTDOWN);
        if (!draining) {
            leadOne(jobs, shift);
        }
        if (settings.untilIdle() && jobs.isIdle() && !leading.isBusy()) {
            drain();
        }
    }

    private void leadOne(OpenJobs jobs, Crew.Shift shift) throws IOException, InterruptedException {
        for (var work : jobs.works()) {
            if (!leading.isBusy() && !work.isLeft() && leading.isFree(work)) {
                shift.start("lead", leading.of(work));
            }
        }
    }

    /** The same trouble is told once. What cannot pass ends the worker. */
    private Problem tell(EtlException e, @Nullable Problem told) {
        if (!Failures.worthAnotherTry(e)) {
            throw e;
        }
        if (told == null || told.code() != e.code()) {
            settings.notes().accept("trying again: " + e.getMessage());
        }
        return e.problem();
    }

    boolean isDraining() {
        return draining;
    }

    /** Waits until there may be a unit. */
    void awaitWork() throws InterruptedException {
        bell.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** {@code defect}: what ended it that is neither a unit's failure nor an interruption. */
    void handEnded(@Nullable Throwable defect) {
        if (defect != null) {
            broken = defect;
            drain();
        }
        hands.decrementAndGet();
        bell.release();
    }

    void unitFailed(Claim claim, Problem problem) {
        tally.failed(problem);
        if (problem.code() != StandardError.LEASE_LOST) {
            settings.notes()
                    .accept("unit " + claim.unit() + " of job " + claim.job() + " failed at attempt " + claim.attempt()
                            + ": " + problem);
        }
    }
}
