package dev.tributary.etl.core;

import dev.tributary.etl.spi.error.Problem;
import java.util.List;

/**
 * What was found or brought by fetching alone.
 *
 * @param release the release's id; empty when it has none before its files are known
 * @param files the files that are here and are what they should be, in the order of their names
 * @param problems what is missing, damaged, or not what the source publishes
 */
public record FetchReport(String datasetId, String release, List<FileReport> files, List<Problem> problems) {
    public FetchReport {
        files = List.copyOf(files);
        problems = List.copyOf(problems);
    }

    /** Whether all files of the release are here and verified. */
    public boolean ok() {
        return problems.isEmpty();
    }
}
