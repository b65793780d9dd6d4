package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.Worker;
import dev.tributary.etl.core.WorkerFigures;
import dev.tributary.etl.core.WorkerReport;
import dev.tributary.etl.core.WorkerRequest;
import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code etl worker}: takes part in the staged jobs of a ledger, whoever began them. */
@Command(
        name = "worker",
        mixinStandardHelpOptions = true,
        description =
                "Work on the staged jobs of a ledger that have their files in this home, whoever began them, and go"
                        + " on with those that nobody leads any more.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:idle, and every job that it took part in was finished",
            "1:a job failed",
            "2:bad usage",
            "130:ended by SIGINT",
            "143:ended by SIGTERM"
        })
final class WorkerCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--workers", paramLabel = "N", description = "Units to do at a time (default: one per core).")
    private Optional<Integer> workers = Optional.empty();

    @Option(
            names = "--until-idle",
            description = "End when no job is left to take part in, instead of waiting for more.")
    private boolean untilIdle;

    @Option(
            names = "--http",
            paramLabel = "[HOST:]PORT",
            description =
                    "Serve /health/live, /health/ready and /metrics; on this machine only unless HOST says otherwise.")
    private Optional<String> http = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    WorkerCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (workers.filter(n -> n < 1).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--workers must be at least 1, found " + workers.get());
        }
        Optional<HttpAddress> address = http.map(text -> HttpAddress.of(text, spec));
        try (Etl etl = home.open(surroundings);
                Interruption interruption = Interruption.onSignals()) {
            etl.pluginWarnings().forEach(w -> surroundings.err().println(PrintableText.of("plugin left out: " + w)));
            Worker worker = json.orFailure(surroundings, () -> etl.worker(request()));
            return serve(etl, worker, address, interruption);
        }
    }

    private WorkerRequest request() {
        WorkerRequest request = WorkerRequest.untilStopped().withNotes(this::tell);
        request = untilIdle ? request.whenIdleEnding() : request;
        return workers.isPresent() ? request.withThreads(workers.get()) : request;
    }

    private void tell(String note) {
        surroundings.err().println(PrintableText.of(note));
    }

    private int serve(Etl etl, Worker worker, Optional<HttpAddress> address, Interruption interruption)
            throws IOException, InterruptedException {
        Optional<WorkerServer> server = address.isEmpty()
                ? Optional.empty()
                : Optional.of(WorkerServer.start(address.get(), etl.operations(), worker));
        try {
            server.ifPresent(running -> tell("listening at " + running.url()));
            WorkerReport report = interruption.await(worker);
            print(report);
            return interruption.exitCode(report);
        } catch (EtlException e) {
            json.orFailure(surroundings, () -> {
                throw e;
            });
            throw e;
        } finally {
            worker.drain();
            server.ifPresent(WorkerServer::close);
        }
    }

    private void print(WorkerReport report) {
        WorkerFigures did = report.figures();
        if (json.wanted()) {
            surroundings.out().println(JsonText.of(json(report)));
            return;
        }
        surroundings
                .out()
                .println("worked on " + Quantities.units(did.unitsParsed() + did.unitsStored()) + "  "
                        + Quantities.count(did.recordsRead()) + " records read, "
                        + Quantities.count(did.recordsLoaded()) + " loaded, "
                        + Quantities.count(did.recordsRejected()) + " rejected");
        report.failedJobs().forEach(job -> surroundings.err().println("failed    job " + job));
    }

    private static Map<String, @Nullable Object> json(WorkerReport report) {
        WorkerFigures did = report.figures();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("units_parsed", did.unitsParsed());
        object.put("units_stored", did.unitsStored());
        object.put("units_failed", did.unitsFailed());
        object.put("records_read", did.recordsRead());
        object.put("records_loaded", did.recordsLoaded());
        object.put("records_rejected", did.recordsRejected());
        object.put("leases_lost", did.leasesLost());
        object.put("failed_jobs", report.failedJobs());
        return object;
    }
}
