package dev.tributary.etl.cli;

import dev.tributary.etl.core.Check;
import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.RunRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code etl doctor}: whether runs find what they need. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Look at Java, plugins, home, clock, unfinished jobs and leftovers, and at a dataset's file and source;"
                        + " each line says ok, warn or fail, and what to do.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing failed", "1:something failed"})
final class DoctorCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DATASET", description = "A dataset's id or file.")
    private Optional<String> dataset = Optional.empty();

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<RunRequest> request = Optional.empty();
        if (dataset.isPresent()) {
            request = Optional.of(RunRequest.of(new DatasetLookup(surroundings, Optional.empty()).file(dataset.get())));
        }
        try (Etl etl = home.open(surroundings)) {
            List<Check> checks = etl.doctor(request);
            if (json.wanted()) {
                surroundings
                        .out()
                        .println(JsonText.of(Map.of(
                                "checks",
                                checks.stream().map(DoctorCommand::json).toList())));
            } else {
                checks.forEach(this::print);
            }
            boolean failed = checks.stream().anyMatch(c -> c.outcome() == Check.Outcome.FAIL);
            return failed ? ExitCode.FAILED : ExitCode.DONE;
        }
    }

    private void print(Check check) {
        String line =
                String.format(Locale.ROOT, "%-4s  %-10s %s", check.outcome().word(), check.subject(), check.message());
        surroundings.out().println(PrintableText.of(line));
        if (!check.cure().isEmpty()) {
            surroundings.out().println(PrintableText.of("      do         " + check.cure()));
        }
    }

    private static Map<String, @Nullable Object> json(Check check) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("subject", check.subject());
        object.put("outcome", check.outcome().word());
        object.put("message", check.message());
        object.put("cure", ReportJson.nullIfEmpty(check.cure()));
        return object;
    }
}
