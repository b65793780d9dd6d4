package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.FetchReport;
import dev.tributary.etl.core.FileReport;
import dev.tributary.etl.core.RunRequest;
import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code etl fetch}: the extract stage alone. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        description = "Download and verify the files of a dataset; 'etl run' finds them and goes on from there.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all files are here and verified",
            "1:failed, or files are missing or wrong",
            "2:configuration",
            "3:locked"
        })
final class FetchCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DatasetOptions dataset = new DatasetOptions();

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private NetworkOption network = new NetworkOption();

    @ArgGroup
    private Instead instead = new Instead();

    @Option(names = "--json", description = "Print one JSON object on standard output and nothing else there.")
    private boolean json;

    /** What is done instead of downloading; one at most. */
    static final class Instead {
        @Option(
                names = "--verify-only",
                description = "Download nothing: compare the files that are here with what the source publishes.")
        private boolean verifyOnly;

        @Option(
                names = "--adopt",
                paramLabel = "DIR",
                description = "Download nothing: take the files from this folder, verified as if they were downloaded.")
        private Optional<Path> adopted = Optional.empty();
    }

    FetchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            var request = RunRequest.of(dataset.file(surroundings, spec)).withParameters(dataset.parameters());
            try (Etl etl = home.open(surroundings, network::apply)) {
                etl.pluginWarnings().forEach(w -> surroundings.err().println("plugin left out: " + w));
                FetchReport report = fetch(etl, request);
                print(report);
                return report.ok() ? ExitCode.DONE : ExitCode.FAILED;
            }
        } catch (EtlException e) {
            if (json) {
                surroundings.out().println(JsonText.of(ReportJson.of(e)));
            }
            throw e;
        }
    }

    private FetchReport fetch(Etl etl, RunRequest request) throws InterruptedException {
        if (instead.verifyOnly) {
            return etl.verifyFetched(request);
        }
        return instead.adopted.isPresent()
                ? etl.adopt(request, surroundings.resolve(instead.adopted.get()))
                : etl.fetch(request);
    }

    private void print(FetchReport report) {
        if (json) {
            surroundings.out().println(JsonText.of(object(report)));
            return;
        }
        PrintWriter out = report.ok() ? surroundings.out() : surroundings.err();
        out.println(report.datasetId() + "  release " + report.release() + "  "
                + (report.ok() ? "verified" : "not verified"));
        for (FileReport file : report.files()) {
            out.println(PrintableText.of("  file      " + file.name() + ", " + Quantities.bytes(file.bytes()) + ", "
                    + ReportText.verified(file)));
        }
        report.problems().forEach(problem -> new Failures(out).print(problem));
        if (report.ok()) {
            out.println("  next      ./etl run " + report.datasetId() + home.argument());
        }
    }

    private static Map<String, @Nullable Object> object(FetchReport report) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("dataset_id", report.datasetId());
        object.put("release", report.release());
        object.put("status", report.ok() ? "verified" : "failed");
        object.put("files", report.files().stream().map(ReportJson::file).toList());
        object.put(
                "problems", report.problems().stream().map(ReportJson::problem).toList());
        return object;
    }
}
