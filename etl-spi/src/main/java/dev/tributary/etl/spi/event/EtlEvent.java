package dev.tributary.etl.spi.event;

import dev.tributary.etl.spi.error.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened in a run. A run tells of itself in this order: {@link RunStarted}, a {@link FileVerified} for each file, and when there is
 * something to do {@link JobOpened}, a {@link UnitCommitted} for each unit that this run did, and {@link ReleasePublished}; last, and always,
 * {@link RunEnded}. A {@link RunRetried} may stand anywhere between. Not sealed on purpose: listeners ignore events that they do not know.
 */
public interface EtlEvent {
    /** The dataset's id; one listener may hear of several datasets at once. */
    String dataset();

    /** When it happened, by the engine's clock. */
    Instant at();

    /** A run has its thread. */
    record RunStarted(String dataset, Instant at) implements EtlEvent {}

    /** A file was fetched and verified. {@code verified} says against what: {@code sha256:...}, {@code md5:...}, or "none published". */
    record FileVerified(String dataset, Instant at, String file, long bytes, String sha256, String verified)
            implements EtlEvent {}

    /** Work on a job begins, or goes on where an earlier run ended. {@code job} is its id in the ledger. */
    record JobOpened(String dataset, Instant at, String job, String release) implements EtlEvent {}

    /** The records of a unit are loaded and recorded; {@code loaded} and {@code rejected} are its own. */
    record UnitCommitted(String dataset, Instant at, String job, int unit, int attempt, long loaded, long rejected)
            implements EtlEvent {}

    /** Something failed that may pass; the run goes on from the last committed unit. */
    record RunRetried(String dataset, Instant at, Problem problem) implements EtlEvent {}

    /** The release is what readers find now; {@code output} says where. */
    record ReleasePublished(String dataset, Instant at, String job, String release, List<String> output)
            implements EtlEvent {
        public ReleasePublished {
            output = List.copyOf(output);
        }
    }

    /**
     * A run ended with a status as {@code etl run --json} prints it, and the job's counts; {@code job} is empty when it ended before there was one,
     * {@code failure} when it did not fail.
     */
    record RunEnded(
            String dataset,
            Instant at,
            Optional<String> job,
            String status,
            long read,
            long loaded,
            long rejected,
            Optional<Problem> failure)
            implements EtlEvent {}
}
