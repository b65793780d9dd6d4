package dev.tributary.etl.spi.event;

import dev.tributary.etl.spi.error.Problem;
import java.time.Instant;
import java.util.Optional;

/** Something that happened in a run. Not sealed on purpose: listeners ignore events that they do not know. */
public interface EtlEvent {
    /** The job's id in the ledger. */
    String job();

    /** When it happened, by the engine's clock. */
    Instant at();

    /** A file was fetched and verified. {@code verified} says against what: "sha256", "md5", or "none published". */
    record FileVerified(String job, Instant at, String file, long bytes, String sha256, String verified)
            implements EtlEvent {}

    /** A unit ended; {@code failure} is empty when it was committed. */
    record UnitEnded(String job, Instant at, int unit, int attempt, Optional<Problem> failure) implements EtlEvent {}

    /** A job ended with a status as {@code etl run --json} prints it. */
    record JobEnded(String job, Instant at, String status, long read, long loaded, long rejected) implements EtlEvent {}
}
