package dev.tributary.etl.core;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What to run.
 *
 * @param dataset the dataset file
 * @param parameters values for {@code ${param:NAME}}
 * @param asOf the job's instant instead of the clock's, so that a run can be repeated to the byte
 * @param workers parsing threads instead of {@code run.workers}
 */
public record RunRequest(Path dataset, Map<String, String> parameters, Optional<Instant> asOf, OptionalInt workers) {
    public RunRequest {
        parameters = Map.copyOf(parameters);
    }

    /** A dataset file without parameters. */
    public static RunRequest of(Path dataset) {
        return new RunRequest(dataset, Map.of(), Optional.empty(), OptionalInt.empty());
    }

    public RunRequest withParameters(Map<String, String> values) {
        return new RunRequest(dataset, values, asOf, workers);
    }

    public RunRequest withAsOf(Instant instant) {
        return new RunRequest(dataset, parameters, Optional.of(instant), workers);
    }

    public RunRequest withWorkers(int threads) {
        return new RunRequest(dataset, parameters, asOf, OptionalInt.of(threads));
    }
}
