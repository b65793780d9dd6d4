package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.JobSummary;
import dev.tributary.etl.core.RecordCounts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
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

/** {@code etl jobs}: all jobs of a home, a line each. */
@Command(
        name = "jobs",
        mixinStandardHelpOptions = true,
        description =
                "List the jobs of a home, newest first: status, release, counts, duration. 'etl status' shows more of each.")
final class JobsCommand implements Callable<Integer> {
    private static final int ID_CHARACTERS = 12;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--dataset", paramLabel = "DATASET", description = "Only those of a dataset: its id or file.")
    private Optional<String> dataset = Optional.empty();

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--limit", paramLabel = "N", description = "Jobs to list (default: 1000).")
    private int limit = 1_000;

    @Mixin
    private JsonOption json = new JsonOption();

    JobsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be at least 1, found " + limit);
        }
        if (!home.exists(surroundings)) {
            surroundings.err().println(home.missing());
            return ExitCode.FAILED;
        }
        try (Etl etl = home.open(surroundings)) {
            Optional<String> id = dataset.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new KnownDataset(surroundings, etl.history()).id(dataset.get()));
            print(json.orFailure(surroundings, () -> etl.history().jobs(id, limit)));
            return ExitCode.DONE;
        }
    }

    private void print(List<JobSummary> jobs) {
        if (json.wanted()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("jobs", jobs.stream().map(JobsCommand::json).toList());
            surroundings.out().println(JsonText.of(object));
        } else if (jobs.isEmpty()) {
            surroundings.err().println("No jobs");
        } else {
            table(jobs).print(surroundings.out(), surroundings.width());
        }
    }

    private static TextTable table(List<JobSummary> jobs) {
        TextTable table =
                new TextTable("started", "dataset", "release", "status", "read", "loaded", "rejected", "took", "job");
        for (JobSummary job : jobs) {
            RecordCounts records = job.records();
            table.add(List.of(
                    job.startedAt().map(JobsCommand::minute).orElse(""),
                    job.datasetId(),
                    job.release(),
                    job.status(),
                    Quantities.count(records.read()),
                    Quantities.count(records.loaded()),
                    Quantities.count(records.rejected()),
                    job.duration().map(JobsCommand::seconds).orElse(""),
                    job.jobId().substring(0, Math.min(ID_CHARACTERS, job.jobId().length()))));
        }
        return table;
    }

    private static String minute(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String seconds(Duration duration) {
        return Quantities.seconds(duration.toMillis() / 1e3);
    }

    static Map<String, @Nullable Object> json(JobSummary job) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("job_id", job.jobId());
        object.put("dataset_id", job.datasetId());
        object.put("release", job.release());
        object.put("status", job.status());
        object.put("message", job.message().orElse(null));
        object.put("records", ReportJson.records(job.records()));
        object.put("units_completed", job.unitsCompleted());
        object.put("commit", job.commit().orElse(null));
        object.put("replay_of", job.replayOf().orElse(null));
        object.put("instant", job.instant().toString());
        object.put("started_at", job.startedAt().map(Instant::toString).orElse(null));
        object.put("completed_at", job.completedAt().map(Instant::toString).orElse(null));
        object.put("seconds", job.duration().map(d -> d.toMillis() / 1e3).orElse(null));
        return object;
    }
}
