package dev.tributary.etl.core;

import java.util.List;

/**
 * How a worker ended.
 *
 * @param failedJobs ids of jobs that failed while it took part in them
 */
public record WorkerReport(WorkerFigures figures, List<String> failedJobs) {
    public WorkerReport {
        failedJobs = List.copyOf(failedJobs);
    }

    /** Whether no job failed. */
    public boolean ok() {
        return failedJobs.isEmpty();
    }
}
