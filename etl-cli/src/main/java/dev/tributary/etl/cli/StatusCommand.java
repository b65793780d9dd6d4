package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.JobSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private static final Set<String> AT_WORK = Set.of("download_verified", "parsing", "storing");
    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final String CLEAR = "\u001B[H\u001B[2J";
    private static final Pattern CODE = Pattern.compile("^E\\d+");

    private final Surroundings surroundings;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DATASET", description = "A dataset's id or file.")
    private Optional<String> dataset = Optional.empty();

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--limit", paramLabel = "N", description = "Jobs to show (default: 10).")
    private int limit = 10;

    @Option(
            names = "--watch",
            description = "Show it again every two seconds, until it is interrupted or no job is at work.")
    private boolean watch;

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
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
            while (watch && jobs.stream().anyMatch(StatusCommand::isAtWork) && !NEVER.await(2, TimeUnit.SECONDS)) {
                jobs = etl.history().jobs(id, limit);
                surroundings.out().print(surroundings.terminal() == Surroundings.Terminal.WATCHED ? CLEAR : "\n");
                jobs.forEach(this::print);
                surroundings.out().flush();
            }
            return ExitCode.DONE;
        }
    }

    private static boolean isAtWork(JobSummary job) {
        return AT_WORK.contains(job.status());
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
