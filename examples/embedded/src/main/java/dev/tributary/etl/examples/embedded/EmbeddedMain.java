package dev.tributary.etl.examples.embedded;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.Run;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunRequest;
import dev.tributary.etl.spi.event.EtlEvent;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Runs one dataset inside a plain Java program: {@code EmbeddedMain DATASET.yaml HOME}. */
public final class EmbeddedMain {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

    private final PrintStream out;

    EmbeddedMain(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) throws InterruptedException {
        var out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        var report = new EmbeddedMain(out).run(Path.of(args[0]), Path.of(args[1]));
        if (!report.ok()) {
            System.exit(1);
        }
    }

    /** The shortest way: open, run, look. */
    static RunReport shortest(Path dataset, Path home) throws InterruptedException {
        try (var etl = Etl.embedded(home)) {
            RunReport report = etl.run(RunRequest.of(dataset));
            report.firstRejects().forEach(r -> System.err.println(r.place() + " " + r.code() + ": " + r.message()));
            return report;
        }
    }

    /** The watched way: a listener hears of files and of what is tried again, the run is asked where it stands, Ctrl-C ends it between two units. */
    RunReport run(Path dataset, Path home) throws InterruptedException {
        try (var etl = Etl.builder().home(home).listener(this::heard).build()) {
            Run run = etl.start(RunRequest.of(dataset));
            var stop = new Thread(run::drain, "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            var report = run.await(BETWEEN_LINES);
            while (report.isEmpty()) {
                out.println(run.progress().phase() + ": " + run.progress().records() + " records");
                report = run.await(BETWEEN_LINES);
            }
            Runtime.getRuntime().removeShutdownHook(stop);
            return printed(report.get());
        }
    }

    private void heard(EtlEvent event) {
        if (event instanceof EtlEvent.FileVerified file) {
            out.println(file.file() + " is what its source published (" + file.verified() + ")");
        } else if (event instanceof EtlEvent.RunRetried retried) {
            out.println("trying again: " + retried.problem());
        }
    }

    private RunReport printed(RunReport report) {
        var records = report.records();
        out.println(report.datasetId() + " " + report.status().word() + ": " + records.loaded() + " of "
                + records.read() + " records loaded, " + records.rejected() + " rejected");
        report.failure().ifPresent(out::println);
        report.output().forEach(out::println);
        return report;
    }
}
