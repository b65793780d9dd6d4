package dev.tributary.etl.core.internal.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What makes a job, stored when it is created and never changed, so that a restart gives the same bytes.
 *
 * @param id the job's identity in hex: dataset, release, config hash and plugin revisions, hashed; the same draft is the same job
 * @param configText the dataset file before interpolation: it holds no secret that is not written into it
 * @param plugins {@code kind/name@revision}, sorted
 * @param instant the only clock that plugins see
 * @param state the state snapshot that plugins see
 * @param shape the sizes that units were cut by, such as {@code parse_batch}
 */
public record JobDraft(
        String id,
        String dataset,
        String organization,
        String externalVersion,
        String internalVersion,
        String configHash,
        String configText,
        Map<String, String> parameters,
        List<String> plugins,
        Instant instant,
        Map<String, String> state,
        Map<String, String> shape) {}
