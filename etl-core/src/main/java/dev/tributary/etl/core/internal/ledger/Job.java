package dev.tributary.etl.core.internal.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A job as the ledger has it.
 *
 * @param fence the dataset lease's fence of the run that works or worked on it last
 * @param publishingFence the fence under which its publication last began; 0 before
 * @param message why it failed, when it did
 * @param commit the number of the release commit, once published
 * @param startedAt when its last run began to work on it, by the database's clock; {@code completedAt} is when that ended
 * @param replayOf the id of the job whose rejects it reads again, when it is a replay
 */
public record Job(
        JobDraft draft,
        JobStatus status,
        long fence,
        long publishingFence,
        Optional<String> message,
        Optional<Long> commit,
        Optional<Instant> startedAt,
        Optional<Instant> completedAt,
        Optional<String> replayOf) {
    public String id() {
        return draft.id();
    }
}
