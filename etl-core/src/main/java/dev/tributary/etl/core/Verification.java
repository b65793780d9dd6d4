package dev.tributary.etl.core;

import dev.tributary.etl.core.internal.release.OutputNames;
import java.util.List;
import java.util.Optional;

/**
 * What became of reading a dataset's last release again.
 *
 * @param release its release id; empty when nothing was published, or its manifest cannot be read
 * @param files how many raw files and parts were hashed
 * @param outputs where readers find it
 * @param findings empty when all is as it was written
 */
public record Verification(
        String datasetId, Optional<String> release, int files, List<String> outputs, List<Finding> findings) {
    public Verification {
        outputs = List.copyOf(outputs);
        findings = List.copyOf(findings);
    }

    /** Whether an output was read: files and folders are, tables of databases are not. */
    public boolean isRead(String output) {
        return !OutputNames.isElsewhere(output);
    }
}
