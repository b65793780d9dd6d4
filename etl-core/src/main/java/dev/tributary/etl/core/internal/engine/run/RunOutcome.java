package dev.tributary.etl.core.internal.engine.run;

import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.ledger.StoredLetter;
import dev.tributary.etl.spi.error.Problem;
import java.util.List;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param job empty when it ended before there was one
 * @param notes sentences about what was repaired
 * @param firstRejects the first of the job, in source order
 */
public record RunOutcome(
        Status status,
        Optional<Job> job,
        List<RawFile> files,
        Counts counts,
        List<String> outputs,
        List<String> notes,
        Optional<Problem> failure,
        List<StoredLetter> firstRejects) {
    /** The words of {@code etl run --json}. */
    public enum Status {
        COMPLETED,
        UNCHANGED,
        FAILED,
        CANCELLED,
        INTERRUPTED
    }
}
