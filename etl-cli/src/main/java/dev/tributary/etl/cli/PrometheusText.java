package dev.tributary.etl.cli;

import dev.tributary.etl.core.LedgerFigures;
import dev.tributary.etl.core.WorkerFigures;
import java.util.Locale;
import java.util.TreeMap;

/** Figures in the text format of Prometheus (version 0.0.4). */
final class PrometheusText {
    private final StringBuilder text = new StringBuilder();

    /** Of this process. */
    PrometheusText(WorkerFigures did) {
        head("etl_worker_units_total", "counter", "Units that this worker committed.");
        sample("etl_worker_units_total{type=\"parse_batch\"}", did.unitsParsed());
        sample("etl_worker_units_total{type=\"store_batch\"}", did.unitsStored());
        counter("etl_worker_unit_failures_total", "Attempts at units that failed.", did.unitsFailed());
        counter("etl_worker_lease_losses_total", "Units and jobs that another worker took over.", did.leasesLost());
        head("etl_worker_records_total", "counter", "Records by what became of them.");
        sample("etl_worker_records_total{outcome=\"read\"}", did.recordsRead());
        sample("etl_worker_records_total{outcome=\"loaded\"}", did.recordsLoaded());
        sample("etl_worker_records_total{outcome=\"rejected\"}", did.recordsRejected());
        counter("etl_worker_parsed_bytes_total", "Bytes of source, decompressed, that were parsed.", did.bytesParsed());
    }

    /** With those of all who share the ledger. */
    String with(LedgerFigures ledger) {
        ledgerUp(1);
        head("etl_units", "gauge", "Units of jobs that have not ended.");
        ledger.units()
                .forEach(units -> sample(
                        "etl_units{type=\"" + label(units.type()) + "\",status=\"" + label(units.status()) + "\"}",
                        units.count()));
        head("etl_jobs", "gauge", "Jobs by status.");
        new TreeMap<>(ledger.jobs())
                .forEach((status, count) -> sample("etl_jobs{status=\"" + label(status) + "\"}", count));
        head("etl_oldest_heartbeat_seconds", "gauge", "Since the worker that was heard of least said that it lives.");
        sample("etl_oldest_heartbeat_seconds", ledger.silentSeconds());
        head("etl_dataset_age_seconds", "gauge", "Since a dataset was last published.");
        new TreeMap<>(ledger.ageSeconds())
                .forEach((dataset, age) -> sample("etl_dataset_age_seconds{dataset=\"" + label(dataset) + "\"}", age));
        return text.toString();
    }

    /** When the ledger cannot be asked. */
    String withoutLedger() {
        ledgerUp(0);
        return text.toString();
    }

    private void ledgerUp(long value) {
        head("etl_ledger_up", "gauge", "Whether the ledger answers.");
        sample("etl_ledger_up", value);
    }

    private void counter(String name, String help, long value) {
        head(name, "counter", help);
        sample(name, value);
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void sample(String name, long value) {
        text.append(name).append(' ').append(value).append('\n');
    }

    private void sample(String name, double value) {
        text.append(name)
                .append(' ')
                .append(String.format(Locale.ROOT, "%.3f", value))
                .append('\n');
    }

    private static String label(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
