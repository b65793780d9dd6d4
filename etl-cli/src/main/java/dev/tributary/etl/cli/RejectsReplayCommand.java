package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunRequest;
import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code etl rejects replay}: reads rejects again and adds what is cured to the release. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Read the rejects of a published dataset again, with its file and plugins as they are now, and publish"
                        + " the cured ones with all that was loaded before.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:published, or nothing was cured",
            "1:failed",
            "2:configuration, or nothing is published yet",
            "3:locked"
        })
final class RejectsReplayCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DatasetOptions dataset = new DatasetOptions();

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--code",
            paramLabel = "CODE",
            split = ",",
            description = "Only rejects with this code, such as E3007; may be given several times.")
    private List<String> codes = new ArrayList<>();

    @Mixin
    private JsonOption json = new JsonOption();

    RejectsReplayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> wanted = codes.stream().map(this::code).toList();
        if (!home.exists(surroundings)) {
            surroundings.err().println(home.missing());
            return ExitCode.FAILED;
        }
        RunRequest request = RunRequest.of(dataset.file(surroundings, spec)).withParameters(dataset.parameters());
        try {
            return replay(request, wanted);
        } catch (EtlException e) {
            if (json.wanted()) {
                surroundings.out().println(JsonText.of(ReportJson.of(e)));
            }
            throw e;
        }
    }

    private String code(String written) {
        String code = written.toUpperCase(Locale.ROOT);
        if (!code.matches("E\\d{4,5}")) {
            throw new ParameterException(spec.commandLine(), "--code must be a code such as E3007, found " + written);
        }
        return code;
    }

    private int replay(RunRequest request, List<String> wanted) throws InterruptedException {
        try (Etl etl = home.open(surroundings);
                Interruption interruption = Interruption.onSignals()) {
            Duration drainTime =
                    etl.validate(request.dataset(), request.parameters()).run().shutdown();
            ProgressLine line = new ProgressLine(surroundings);
            RunReport report = interruption.await(etl.startReplay(request, wanted), drainTime, line::show);
            line.clear();
            print(report);
            return interruption.exitCode(report);
        }
    }

    private void print(RunReport report) {
        if (json.wanted()) {
            surroundings.out().println(JsonText.of(ReportJson.of(report)));
        }
        PrintWriter people = json.wanted() || !report.ok() ? surroundings.err() : surroundings.out();
        new ReportText(people, home).print(report);
    }
}
