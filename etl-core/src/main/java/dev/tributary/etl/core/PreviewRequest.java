package dev.tributary.etl.core;

import java.nio.file.Path;
import java.util.Map;

/**
 * What to preview.
 *
 * @param dataset the dataset file
 * @param parameters values for {@code ${param:NAME}}
 * @param limit how many records to show, 1 to 10,000; as many rejects end it too
 */
public record PreviewRequest(Path dataset, Map<String, String> parameters, PreviewStage stage, int limit) {
    /** More are a run's work, and would be held in memory. */
    public static final int MAX_LIMIT = 10_000;

    public PreviewRequest {
        parameters = Map.copyOf(parameters);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", found " + limit);
        }
    }
}
