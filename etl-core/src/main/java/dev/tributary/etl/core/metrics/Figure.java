package dev.tributary.etl.core.metrics;

import dev.tributary.etl.core.LedgerFigures;
import dev.tributary.etl.core.WorkerFigures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A metric with its values, named as Prometheus names metrics: counters end in {@code _total}, and units stand in the name. All that tell of figures tell of
 * these. Immutable.
 *
 * @param help what it is, in a sentence
 * @param samples its values, each under other labels
 */
public record Figure(String name, String help, Kind kind, List<Sample> samples) {
    /** What a value does. */
    public enum Kind {
        /** It only rises, as long as the process lives. */
        COUNTER,
        /** It is what is now. */
        GAUGE
    }

    /** A value; {@code labels} are sorted by their names. */
    public record Sample(Map<String, String> labels, double value) {
        public Sample {
            labels = Map.copyOf(labels);
        }

        @Override
        public Map<String, String> labels() {
            return new TreeMap<>(labels);
        }
    }

    public Figure {
        samples = List.copyOf(samples);
    }

    private static Figure counter(String name, String help, Sample... samples) {
        return new Figure(name, help, Kind.COUNTER, List.of(samples));
    }

    private static Figure gauge(String name, String help, List<Sample> samples) {
        return new Figure(name, help, Kind.GAUGE, samples);
    }

    private static Sample sample(Number value) {
        return new Sample(Map.of(), value.doubleValue());
    }

    private static Sample sample(String label, String of, Number value) {
        return new Sample(Map.of(label, of), value.doubleValue());
    }

    private static List<Sample> samples(String label, Map<String, ? extends Number> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(entry -> sample(label, entry.getKey(), entry.getValue()))
                        .toList();
    }

    /** Those of what one process did. */
    public static List<Figure> of(WorkerFigures did) {
        return List.of(
                counter(
                        "etl_worker_units_total",
                        "Units that this process committed.",
                        sample("type", "parse_batch", did.unitsParsed()),
                        sample("type", "store_batch", did.unitsStored())),
                counter("etl_worker_unit_failures_total", "Attempts at units that failed.", sample(did.unitsFailed())),
                counter(
                        "etl_worker_lease_losses_total",
                        "Units and jobs that another process took over.",
                        sample(did.leasesLost())),
                counter(
                        "etl_worker_records_total",
                        "Records by what became of them.",
                        sample("outcome", "read", did.recordsRead()),
                        sample("outcome", "loaded", did.recordsLoaded()),
                        sample("outcome", "rejected", did.recordsRejected())),
                counter(
                        "etl_worker_parsed_bytes_total",
                        "Bytes of source, decompressed, that were parsed.",
                        sample(did.bytesParsed())));
    }

    /** Those of all who share a ledger. */
    public static List<Figure> of(LedgerFigures ledger) {
        var units = ledger.units().stream()
                .map(unit -> new Sample(Map.of("type", unit.type(), "status", unit.status()), (double) unit.count()))
                .toList();
        return List.of(
                gauge("etl_units", "Units of jobs that have not ended.", units),
                gauge("etl_jobs", "Jobs by status.", samples("status", ledger.jobs())),
                gauge(
                        "etl_oldest_heartbeat_seconds",
                        "Since the worker that was heard of least said that it lives.",
                        List.of(sample(ledger.silentSeconds()))),
                gauge(
                        "etl_dataset_age_seconds",
                        "Since a dataset was last published.",
                        samples("dataset", ledger.ageSeconds())));
    }

    /** Whether the ledger answers. */
    public static Figure ledgerUp(boolean answers) {
        return gauge("etl_ledger_up", "Whether the ledger answers.", List.of(sample(answers ? 1 : 0)));
    }
}
