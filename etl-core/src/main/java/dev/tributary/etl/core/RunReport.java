package dev.tributary.etl.core;

import dev.tributary.etl.spi.error.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What a run did. An unchanged run repeats the finished job's figures.
 *
 * @param jobId empty when the run ended before there was a job
 * @param release the release id, empty when the run ended before it was known
 * @param seconds how long this run took
 * @param firstRecordSeconds from its start to the first record at the loaders; 0 when there was none
 * @param output where readers find the release, as the loaders said
 * @param notes sentences about what was repaired or is deprecated
 * @param failure why a failed run failed
 * @param firstRejects the first ten rejects of the job
 */
public record RunReport(
        String datasetId,
        Optional<String> jobId,
        RunStatus status,
        Optional<String> release,
        List<FileReport> files,
        RecordCounts records,
        double seconds,
        double firstRecordSeconds,
        List<String> output,
        List<String> notes,
        Optional<Problem> failure,
        List<RejectedRecord> firstRejects) {
    public RunReport {
        files = List.copyOf(files);
        output = List.copyOf(output);
        notes = List.copyOf(notes);
        firstRejects = List.copyOf(firstRejects);
    }

    /** The report of a dry run: there is no job. */
    RunReport withoutJob() {
        return new RunReport(
                datasetId,
                Optional.empty(),
                status,
                release,
                files,
                records,
                seconds,
                firstRecordSeconds,
                output,
                notes,
                failure,
                firstRejects);
    }

    /** Completed or unchanged. */
    public boolean ok() {
        return status == RunStatus.COMPLETED || status == RunStatus.UNCHANGED;
    }
}
