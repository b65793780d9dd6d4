package dev.tributary.etl.core;

import dev.tributary.etl.core.dataset.Dataset;
import dev.tributary.etl.core.internal.engine.run.RunOutcome;
import dev.tributary.etl.core.internal.engine.run.RunSignals;
import dev.tributary.etl.core.internal.ledger.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A run on an executor's thread. */
final class EmbeddedRun implements Run {
    private final Dataset dataset;
    private final RunSignals signals;
    private final BackgroundCall<RunReport> call;

    private EmbeddedRun(Work work, Executor executor) {
        this.dataset = work.dataset();
        this.signals = work.signals();
        this.call = BackgroundCall.start(executor, work.body(), work::report);
    }

    /** What is to be run, and what is done with its report before anybody gets it. */
    record Work(Dataset dataset, Supplier<RunOutcome> body, RunSignals signals, UnaryOperator<RunReport> ending) {
        private RunReport report(RunOutcome outcome) {
            var notes = new ArrayList<String>();
            dataset.warnings().forEach(w -> notes.add(w.toString()));
            notes.addAll(outcome.notes());
            var progress = signals.progress();
            return ending.apply(new RunReport(
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
                    outcome.firstRejects().stream().map(Reports::reject).toList()));
        }
    }

    static EmbeddedRun start(Work work, Executor executor) {
        return new EmbeddedRun(work, executor);
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
    public void stopNow() {
        signals.stop(RunOutcome.Status.INTERRUPTED);
        call.interrupt();
    }

    @Override
    public RunReport await() throws InterruptedException {
        return call.await();
    }

    @Override
    public Optional<RunReport> await(Duration timeout) throws InterruptedException {
        return call.await(timeout);
    }
}
