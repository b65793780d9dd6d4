package dev.tributary.etl.cli;

import dev.tributary.etl.core.FileReport;
import dev.tributary.etl.core.RecordCounts;
import dev.tributary.etl.core.RejectedRecord;
import dev.tributary.etl.core.RunReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A run for people. */
final class ReportText {
    private static final int MAX_FILES = 10;

    private final PrintWriter out;
    private final HomeOption home;

    ReportText(PrintWriter out, HomeOption home) {
        this.out = out;
        this.home = home;
    }

    void print(RunReport report) {
        String release = report.release().map(r -> "  release " + r).orElse("");
        out.println(report.datasetId() + release + "  " + report.status().word() + " in "
                + Quantities.seconds(report.seconds()));
        printFiles(report.files());
        if (report.jobId().isPresent()) {
            line("records", counts(report.records()));
        }
        report.output().forEach(output -> line("output", output));
        report.notes().forEach(note -> line("note", note));
        report.failure().ifPresent(failure -> new Failures(out).print(failure));
        report.firstRejects().forEach(this::print);
        printNext(report);
    }

    /** A run of everything but load; {@code dataset}: as the command line names it. */
    void printDryRun(RunReport report, String dataset) {
        String release = report.release().map(r -> "  release " + r).orElse("");
        out.println(report.datasetId() + release + "  dry run "
                + report.status().word() + " in " + Quantities.seconds(report.seconds()));
        printFiles(report.files());
        line("records", countsWithoutLoad(report.records()));
        report.failure().ifPresent(failure -> new Failures(out).print(failure));
        report.firstRejects().forEach(this::print);
        line(
                "left",
                report.files().isEmpty()
                        ? "nothing"
                        : "the verified raw files, for the run; nothing was loaded or published");
        if (report.ok()) {
            line("next", "./etl run " + dataset + home.argument());
        }
    }

    static String counts(RecordCounts counts) {
        return counts(counts, "loaded");
    }

    static String countsWithoutLoad(RecordCounts counts) {
        return counts(counts, "would be loaded");
    }

    private static String counts(RecordCounts counts, String loaded) {
        String derived = counts.derived() == 0 ? "" : counts.derived() + " derived, ";
        return counts.read() + " read, " + derived + counts.loaded() + " " + loaded + ", " + counts.rejected()
                + " rejected, " + counts.filtered() + " filtered, " + counts.duplicate() + " duplicate";
    }

    private void printFiles(List<FileReport> files) {
        files.stream().limit(MAX_FILES).forEach(file -> line("file", file(file)));
        if (files.size() > MAX_FILES) {
            line(
                    "files",
                    files.size() + " in all, "
                            + Quantities.bytes(
                                    files.stream().mapToLong(FileReport::bytes).sum()));
        }
    }

    private static String file(FileReport file) {
        return file.name() + ", " + Quantities.bytes(file.bytes()) + ", " + verified(file);
    }

    /** Which published digest agreed. */
    static String verified(FileReport file) {
        return file.verified()
                .map(digest ->
                        digest.substring(0, Math.max(0, digest.indexOf(':'))).toLowerCase(Locale.ROOT) + " ok")
                .orElse("no checksum published");
    }

    private void print(RejectedRecord reject) {
        String hint = reject.hint().isEmpty() ? "" : "; " + reject.hint();
        line("reject", reject.place() + "  " + reject.code() + ": " + reject.message() + hint);
    }

    private void printNext(RunReport report) {
        String dataset = report.datasetId() + home.argument();
        if (report.records().rejected() > 0) {
            line("next", "./etl rejects list " + dataset);
        }
        if (report.ok()) {
            String key = FirstIdentifier.in(report.output()).orElse("<accession>");
            line("next", "./etl trace " + report.datasetId() + " " + key + home.argument());
        }
    }

    private void line(String name, String text) {
        out.println(PrintableText.of(String.format(Locale.ROOT, "  %-9s %s", name, text)));
    }
}
