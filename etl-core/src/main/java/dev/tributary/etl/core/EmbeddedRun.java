package dev.tributary.etl.core;

import dev.tributary.etl.core.dataset.Dataset;
import dev.tributary.etl.core.internal.engine.JobRun;
import dev.tributary.etl.core.internal.engine.RunOutcome;
import dev.tributary.etl.core.internal.engine.RunSignals;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.spi.event.EtlEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A run on an executor's thread. */
final class EmbeddedRun implements Run {
    private static final int FIRST_REJECTS = 10;

    private final Dataset dataset;
    private final RunSignals signals;
    private final History history;
    private final EtlBuilder settings;
    private final CompletableFuture<RunReport> report = new CompletableFuture<>();
    private @Nullable Thread thread;
    private boolean stopped;

    private EmbeddedRun(Dataset dataset, RunSignals signals, History history, EtlBuilder settings) {
        this.dataset = dataset;
        this.signals = signals;
        this.history = history;
        this.settings = settings;
    }

    static EmbeddedRun start(
            Dataset dataset, JobRun job, RunSignals signals, History history, EtlBuilder settings, Executor executor) {
        var run = new EmbeddedRun(dataset, signals, history, settings);
        executor.execute(() -> run.perform(job));
        return run;
    }

    private void perform(JobRun job) {
        try {
            enter();
            var outcome = job.run();
            leave();
            var made = report(outcome);
            settings.listener().on(ended(made));
            report.complete(made);
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

    private EtlEvent ended(RunReport made) {
        var counts = made.records();
        return new EtlEvent.JobEnded(
                made.jobId().orElse(""),
                settings.clock().instant(),
                made.status().word(),
                counts.read(),
                counts.loaded(),
                counts.rejected());
    }

    private RunReport report(RunOutcome outcome) {
        var notes = new ArrayList<String>();
        dataset.warnings().forEach(w -> notes.add(w.toString()));
        notes.addAll(outcome.notes());
        var progress = signals.progress();
        List<RejectedRecord> rejects =
                outcome.job().isPresent() && outcome.counts().rejected() > 0
                        ? history.rejects(dataset.id(), FIRST_REJECTS)
                        : List.of();
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
                rejects);
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
