package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunRequest;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code etl run}: fetches, verifies, parses, loads and publishes a dataset; goes on where an earlier run ended. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Load a dataset; a run that was stopped goes on.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:completed or unchanged", "1:failed", "2:configuration", "3:locked", "4:reject limit"})
final class RunCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DatasetOptions dataset = new DatasetOptions();

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private NetworkOption network = new NetworkOption();

    @Option(names = "--workers", paramLabel = "N", description = "Parsing threads (default: run.workers).")
    private Optional<Integer> workers = Optional.empty();

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            description = "The job's instant instead of now, such as 2025-06-18T00:00:00Z.")
    private Optional<Instant> asOf = Optional.empty();

    @Option(
            names = "--dry-run",
            description =
                    "Do everything but load: fetch, verify, parse, normalize, transform and count. Only verified raw"
                            + " files stay.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON object on standard output and nothing else there.")
    private boolean json;

    @Option(names = "--verbose", description = "Log what the engine does to standard error.")
    private boolean verbose;

    RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (verbose) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
        }
        try {
            return run(request());
        } catch (EtlException e) {
            if (json) {
                surroundings.out().println(JsonText.of(ReportJson.of(e)));
            }
            throw e;
        }
    }

    private RunRequest request() throws IOException {
        if (workers.filter(n -> n < 1).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--workers must be at least 1, found " + workers.get());
        }
        Path file = dataset.file(surroundings, spec);
        OptionalInt threads = workers.map(OptionalInt::of).orElse(OptionalInt.empty());
        return new RunRequest(file, dataset.parameters(), asOf, threads);
    }

    private int run(RunRequest request) throws InterruptedException {
        try (Etl etl = home.open(surroundings, network::apply);
                Interruption interruption = Interruption.onSignals()) {
            Duration drainTime =
                    etl.validate(request.dataset(), request.parameters()).run().shutdown();
            etl.pluginWarnings().forEach(w -> surroundings.err().println(PrintableText.of("plugin left out: " + w)));
            ProgressLine line = new ProgressLine(surroundings);
            RunReport report =
                    interruption.await(dryRun ? etl.startDryRun(request) : etl.start(request), drainTime, line::show);
            line.clear();
            print(report, etl);
            return interruption.exitCode(report);
        }
    }

    private void print(RunReport report, Etl etl) {
        if (json) {
            surroundings.out().println(JsonText.of(json(report)));
        }
        PrintWriter people = json || !report.ok() ? surroundings.err() : surroundings.out();
        ReportText text = new ReportText(people, home);
        if (dryRun) {
            text.printDryRun(report, dataset.argument(report.datasetId()));
            return;
        }
        text.print(report);
        if (report.status() == RunStatus.INTERRUPTED) {
            int units = etl.history().jobs(Optional.of(report.datasetId()), 1).stream()
                    .mapToInt(job -> job.unitsCompleted())
                    .sum();
            surroundings.err().println("interrupted: " + Quantities.units(units) + " kept; run again to go on");
        }
    }

    private Map<String, @Nullable Object> json(RunReport report) {
        Map<String, @Nullable Object> object = ReportJson.of(report);
        if (dryRun) {
            object.put("dry_run", true);
        }
        return object;
    }
}
