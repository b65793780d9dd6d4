package dev.tributary.etl.core;

import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.home.RawSlices;
import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.Hold;
import dev.tributary.etl.core.internal.ledger.Job;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The history of an embedded home. */
final class LedgerHistory implements History {
    private final Supplier<Home> home;

    LedgerHistory(Supplier<Home> home) {
        this.home = home;
    }

    @Override
    public List<JobSummary> jobs(Optional<String> datasetId, int limit) {
        return home.get().ledger().jobs(datasetId, limit).stream()
                .map(this::summary)
                .toList();
    }

    JobSummary summary(Job job) {
        var ledger = home.get().ledger();
        var counts = ledger.countsSoFar(job.id()).values().stream().reduce(Counts.ZERO, Counts::plus);
        return new JobSummary(
                job.id(),
                job.draft().dataset(),
                job.draft().externalVersion(),
                status(job),
                job.message(),
                Reports.counts(counts),
                ledger.completedUnits(job.id()).cardinality(),
                job.commit(),
                job.draft().instant(),
                job.startedAt(),
                job.completedAt(),
                job.replayOf());
    }

    /** People call a job paused that waits because one of them wants it to. */
    private String status(Job job) {
        boolean paused = !job.status().ended() && home.get().ledger().fleet().held(job.id()) == Hold.PAUSE;
        return paused ? "paused" : job.status().word();
    }

    @Override
    public List<RecordTrace> trace(String datasetId, String recordIdentifier) {
        return home.get().ledger().trace(datasetId, recordIdentifier).stream()
                .map(Reports::trace)
                .toList();
    }

    @Override
    public byte[] sourceBytes(RecordTrace trace) throws IOException, InterruptedException {
        var open = home.get();
        var file = open.ledger().files(trace.jobId()).stream()
                .filter(f -> f.name().equals(trace.file().name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "No such file: " + trace.file().name()));
        return new RawSlices(open).read(file, trace.source(), trace.offset(), trace.length());
    }

    @Override
    public List<RejectedRecord> rejects(String datasetId, int limit) {
        var ledger = home.get().ledger();
        return ledger.jobs(Optional.of(datasetId), 1).stream()
                .flatMap(job -> ledger.deadLetters(job.id(), limit).stream())
                .map(Reports::reject)
                .toList();
    }

    @Override
    public Optional<RejectedRecord> reject(long id) {
        return home.get().ledger().deadLetter(id).map(Reports::reject);
    }
}
