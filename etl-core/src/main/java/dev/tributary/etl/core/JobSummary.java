package dev.tributary.etl.core;

import java.time.Instant;
import java.util.Optional;

/**
 * A job in the ledger.
 *
 * @param status a word of the state diagram in ARCHITECTURE.md, from {@code pending} to its end
 * @param message why it failed
 * @param commit the number of its release commit, once published
 * @param instant the job's instant: the only clock its plugins saw
 */
public record JobSummary(
        String jobId,
        String datasetId,
        String release,
        String status,
        Optional<String> message,
        RecordCounts records,
        int unitsCompleted,
        Optional<Long> commit,
        Instant instant,
        Optional<Instant> completedAt) {}
