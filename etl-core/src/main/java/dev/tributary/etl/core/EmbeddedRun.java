package dev.tributary.etl.core;

import dev.tributary.etl.core.dataset.Dataset;
import dev.tributary.etl.core.internal.engine.LeasedRun;
import dev.tributary.etl.core.internal.engine.RunOutcome;
import dev.tributary.etl.core.internal.engine.RunSignals;
import dev.tributary.etl.core.internal.ledger.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A run on an executor's thread. */
final class EmbeddedRun implements Run {
    private final Dataset dataset;
    private final RunSignals signals;
    private final UnaryOperator<RunReport> ending;
    private final CompletableFuture<RunReport> report = new CompletableFuture<>();
    private @Nullable Thread thread;
    private boolean stopped;

    private EmbeddedRun(Dataset dataset, RunSignals signals, UnaryOperator<RunReport> ending) {
        this.dataset = dataset;
        this.signals = signals;
        this.ending = ending;
    }

    /** What is to be run, and what is done with its report before anybody gets it. */
    record Work(Dataset dataset, LeasedRun body, RunSignals signals, UnaryOperator<RunReport> ending) {}

    static EmbeddedRun start(Work work, Executor executor) {
        var run = new EmbeddedRun(work.dataset(), work.signals(), work.ending());
        executor.execute(() -> run.perform(work.body()));
        return run;
    }

    private void perform(LeasedRun body) {
        try {
            enter();
            var outcome = body.run();
            leave();
            report.complete(ending.apply(report(outcome)));
        } catch (RuntimeException | Error e) {
            // The waiting caller must learn of whatever happened here.
            report.completeExceptionally(e);
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        thread = Thread.currentThread();
        if (stopped) {
            thread.interrupt();
        }
    }

    /** After it, the thread belongs to the executor again. */
    private synchronized void leave() {
        thread = null;
        Thread.interrupted();
    }

    private RunReport report(RunOutcome outcome) {
        var notes = new ArrayList<String>();
        dataset.warnings().forEach(w -> notes.add(w.toString()));
        notes.addAll(outcome.notes());
        var progress = signals.progress();
        return new RunReport(
                dataset.id(),
                outcome.job().map(Job::id),
                RunStatus.valueOf(outcome.status().name()),
                outcome.job().map(j -> j.draft().externalVersion()),
                outcome.files().stream().map(Reports::file).toList(),
                Reports.counts(outcome.counts()),
                progress.seconds(),
                progress.firstRecordSeconds(),
                outcome.outputs(),
                notes,
                outcome.failure(),
                outcome.firstRejects().stream().map(Reports::reject).toList());
    }

    @Override
    public String datasetId() {
        return dataset.id();
    }

    @Override
    public RunProgress progress() {
        var p = signals.progress();
        return new RunProgress(p.phase(), p.bytesRead(), p.bytesTotal(), p.records(), p.rejected(), p.seconds());
    }

    @Override
    public void cancel() {
        signals.stop(RunOutcome.Status.CANCELLED);
    }

    @Override
    public void drain() {
        signals.stop(RunOutcome.Status.INTERRUPTED);
    }

    @Override
    public synchronized void stopNow() {
        signals.stop(RunOutcome.Status.INTERRUPTED);
        stopped = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public RunReport await() throws InterruptedException {
        try {
            return report.get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    @Override
    public Optional<RunReport> await(Duration timeout) throws InterruptedException {
        try {
            return Optional.of(report.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static IllegalStateException failure(ExecutionException e) {
        return new IllegalStateException("The run's thread failed", e.getCause());
    }
}
