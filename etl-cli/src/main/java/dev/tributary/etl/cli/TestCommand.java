package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.RunRequest;
import dev.tributary.etl.core.TestReport;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code etl test}: whether a dataset makes of its examples what it shall. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Run a dataset's tests: parse to transform over the files of each, compared with the records that it expects.",
            "Offline, in a home that is thrown away; nothing is loaded.",
            "",
            "A test stands in the dataset file, with paths that count from there:",
            "  tests:",
            "    - input: tests/three.dat",
            "      expect: tests/three.ndjson",
            "Write the expectation with --update, and look at it: one JSON object a line. What a line names must be so."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is as expected, or was written with --update",
            "1:something is not",
            "2:configuration, also a test's file that is missing or cannot be read"
        })
final class TestCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DatasetOptions dataset = new DatasetOptions();

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            description =
                    "The job's instant (default: 2000-01-01T00:00:00Z, so that a test gives the same on every day).")
    private Optional<Instant> asOf = Optional.empty();

    @Option(names = "--update", description = "Write what came into the expectations that differ or are missing.")
    private boolean update;

    @Mixin
    private JsonOption json = new JsonOption();

    TestCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunRequest request =
                new RunRequest(dataset.file(surroundings, spec), dataset.parameters(), asOf, OptionalInt.empty());
        try (Etl etl = home.open(surroundings)) {
            TestReport report =
                    json.orFailure(surroundings, () -> update ? etl.updateTests(request) : etl.test(request));
            TestView view = new TestView(surroundings, "./etl test " + dataset.argument(report.datasetId()));
            if (json.wanted()) {
                surroundings.out().println(JsonText.of(view.json(report)));
            } else {
                view.print(report);
            }
            return report.ok() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
