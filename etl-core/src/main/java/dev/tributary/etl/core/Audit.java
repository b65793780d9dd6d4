package dev.tributary.etl.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The uploads of a dataset's last published job against the object store, by object key.
 *
 * @param release the release id; empty when nothing was published
 * @param verdicts by format: how many objects are {@code VALID}, {@code MISMATCH}, {@code MISSING} or {@code STRAY}
 * @param findings all that is not VALID
 */
public record Audit(
        String datasetId, Optional<String> release, Map<String, Map<String, Long>> verdicts, List<Finding> findings) {
    public Audit {
        findings = List.copyOf(findings);
    }
}
