package dev.tributary.etl.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A job in the ledger.
 *
 * @param status a word of the state diagram in ARCHITECTURE.md, from {@code pending} to its end
 * @param message why it failed
 * @param commit the number of its release commit, once published
 * @param instant the job's instant: the only clock its plugins saw
 * @param startedAt when its last run began to work on it; empty when none did
 * @param completedAt when it was completed, failed or cancelled
 * @param replayOf the id of the job whose rejects it read again, when it is a replay
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
        Optional<Instant> startedAt,
        Optional<Instant> completedAt,
        Optional<String> replayOf) {
    /** How long its last run worked on it; empty while it has not ended. */
    public Optional<Duration> duration() {
        return startedAt.flatMap(start -> completedAt.map(end -> Duration.between(start, end)));
    }
}
