package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.JobSummary;
import dev.tributary.etl.core.Plan;
import dev.tributary.etl.core.RunRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code etl plan}: what a run would do. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description =
                "Say what a run would do, and why. Fetches only what the source says of its files; writes nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:planned, also when there is nothing to do",
            "1:the source failed, or offers other bytes under a release that is recorded",
            "2:configuration"
        })
final class PlanCommand implements Callable<Integer> {
    private static final int MAX_FILES = 50;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DatasetOptions dataset = new DatasetOptions();

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private NetworkOption network = new NetworkOption();

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            description = "The job's instant instead of now, such as 2025-06-18T00:00:00Z.")
    private Optional<Instant> asOf = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    PlanCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunRequest request =
                new RunRequest(dataset.file(surroundings, spec), dataset.parameters(), asOf, OptionalInt.empty());
        try (Etl etl = home.open(surroundings, network::apply)) {
            Plan plan = json.orFailure(surroundings, () -> etl.plan(request));
            if (json.wanted()) {
                surroundings.out().println(JsonText.of(json(plan)));
            } else {
                print(plan);
            }
            return ExitCode.DONE;
        }
    }

    private void print(Plan plan) {
        String release = plan.release().map(r -> "  release " + r).orElse("  release known when its files are");
        surroundings.out().println(PrintableText.of(plan.datasetId() + release + "  " + action(plan)));
        releases(plan).forEach(this::line);
        plan.why().forEach(why -> line("why", why));
        plan.job().ifPresent(this::print);
        new TreeMap<>(plan.state()).forEach((name, value) -> line("state", name + " = " + value));
        surroundings.out().println();
        table(plan).print(surroundings.out(), surroundings.width());
        if (plan.files().size() > MAX_FILES) {
            surroundings.out().println("... " + plan.files().size() + " files in all");
        }
        surroundings.out().println();
        if (plan.action() != Plan.Action.NOTHING) {
            line("next", "./etl run " + dataset.argument(plan.datasetId()) + home.argument());
        }
    }

    /** Of a range of releases, what becomes of which. */
    private static Map<String, String> releases(Plan plan) {
        Map<String, String> lines = new LinkedHashMap<>();
        put(lines, "loaded", plan.releases().loaded());
        put(lines, "a run", plan.releases().turns());
        put(lines, "later", plan.releases().later());
        return lines;
    }

    private static void put(Map<String, String> lines, String name, List<String> releases) {
        if (!releases.isEmpty()) {
            lines.put(name, String.join(", ", releases));
        }
    }

    private static String action(Plan plan) {
        return switch (plan.action()) {
            case NOTHING -> uncertain(plan) ? "nothing to do, as far as sizes tell" : "nothing to do";
            case START -> "would start a new job";
            case RESUME -> "would go on with an unfinished job";
            case PUBLISH -> "would publish a finished job";
        };
    }

    private static boolean uncertain(Plan plan) {
        return plan.files().stream().anyMatch(f -> f.change() == Plan.Change.SAME_SIZE);
    }

    private void print(JobSummary job) {
        line("job", job.jobId() + ", " + job.status() + ", " + Quantities.units(job.unitsCompleted()) + " done");
        line("records", ReportText.counts(job.records()));
    }

    private static TextTable table(Plan plan) {
        TextTable table = new TextTable("file", "size", "against the last job", "here", "checksum", "from");
        plan.files().stream().limit(MAX_FILES).forEach(planned -> {
            String size = planned.file().bytes().isPresent()
                    ? Quantities.bytes(planned.file().bytes().getAsLong())
                    : "unknown";
            table.add(List.of(
                    planned.file().name(),
                    size,
                    planned.change().word().replace('_', ' '),
                    planned.kept() ? "yes" : "no",
                    checksum(planned.file().checksums()),
                    planned.file().location()));
        });
        return table;
    }

    private static String checksum(List<String> published) {
        return published.isEmpty() ? "none published" : Cell.cut(published.get(published.size() - 1), 24);
    }

    private void line(String name, String text) {
        surroundings.out().println(PrintableText.of(String.format(Locale.ROOT, "  %-9s %s", name, text)));
    }

    private static Map<String, @Nullable Object> json(Plan plan) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("dataset_id", plan.datasetId());
        object.put("action", plan.action().word());
        object.put("release", plan.release().orElse(null));
        object.put("why", plan.why());
        object.put("files", plan.files().stream().map(PlanCommand::json).toList());
        object.put("job", plan.job().map(JobsCommand::json).orElse(null));
        object.put("state", new TreeMap<>(plan.state()));
        if (!plan.releases().turns().isEmpty()) {
            object.put("releases_loaded", plan.releases().loaded());
            object.put("releases_of_a_run", plan.releases().turns());
            object.put("releases_later", plan.releases().later());
        }
        return object;
    }

    private static Map<String, @Nullable Object> json(Plan.PlannedFile planned) {
        Map<String, @Nullable Object> object = PreviewJson.file(planned.file());
        object.put("change", planned.change().word());
        object.put("kept", planned.kept());
        return object;
    }
}
