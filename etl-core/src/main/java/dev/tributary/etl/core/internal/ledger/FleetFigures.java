package dev.tributary.etl.core.internal.ledger;

import java.util.List;
import java.util.Map;

/**
 * Figures of all who share a ledger, for dashboards and alarms.
 *
 * @param units of jobs that have not ended
 * @param jobs by status
 * @param silentSeconds how long ago the least heard of worker last said that it lives; 0 when none works
 * @param ageSeconds since a dataset was last published, by dataset
 */
public record FleetFigures(
        List<Units> units, Map<String, Long> jobs, double silentSeconds, Map<String, Double> ageSeconds) {
    /** How many units of a type have a status. */
    public record Units(String type, String status, long count) {}

    public FleetFigures {
        units = List.copyOf(units);
        jobs = Map.copyOf(jobs);
        ageSeconds = Map.copyOf(ageSeconds);
    }
}
