package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.JobSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code etl status}: the newest jobs of a home. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show the newest jobs, of one dataset or of all.")
final class StatusCommand implements Callable<Integer> {
    private static final Pattern CODE = Pattern.compile("^E\\d+");

    private final Surroundings surroundings;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DATASET", description = "A dataset's id or file.")
    private Optional<String> dataset = Optional.empty();

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--limit", paramLabel = "N", description = "Jobs to show (default: 10).")
    private int limit = 10;

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (!home.exists(surroundings)) {
            surroundings.err().println(home.missing());
            return ExitCode.FAILED;
        }
        try (Etl etl = home.open(surroundings)) {
            Optional<String> id = dataset.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new KnownDataset(surroundings, etl.history()).id(dataset.get()));
            List<JobSummary> jobs = etl.history().jobs(id, limit);
            if (jobs.isEmpty()) {
                String of = id.map(name -> " of " + name).orElse("");
                surroundings.err().println("There is no run" + of + " in " + home.path());
                return ExitCode.FAILED;
            }
            jobs.forEach(this::print);
            return ExitCode.DONE;
        }
    }

    private void print(JobSummary job) {
        PrintWriter out = surroundings.out();
        out.println(job.datasetId() + "  release " + job.release() + "  " + job.status());
        out.println("  job       " + job.jobId());
        job.replayOf().ifPresent(base -> out.println("  replay of " + base));
        out.println("  records   " + ReportText.counts(job.records()));
        out.println("  units     " + job.unitsCompleted() + " completed");
        out.println("  instant   " + job.instant());
        job.completedAt().ifPresent(at -> out.println("  completed " + at));
        job.commit().ifPresent(number -> out.println("  commit    " + number));
        job.message().ifPresent(message -> printFailure(out, message));
    }

    private static void printFailure(PrintWriter out, String message) {
        out.println("  failure   " + PrintableText.of(message));
        Matcher code = CODE.matcher(message);
        if (code.find()) {
            out.println("  more      etl explain " + code.group());
        }
    }
}
