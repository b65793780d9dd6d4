package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.History;
import dev.tributary.etl.core.JobSummary;
import dev.tributary.etl.core.RecordTrace;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code etl trace}: which bytes of which verified file a loaded record came from. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = "Show where a loaded record came from: release, file, offset, line, and its source bytes.")
final class TraceCommand implements Callable<Integer> {
    private static final int KNOWN_JOBS = 1_000;

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "DATASET", description = "A dataset's id or file.")
    private String dataset = "";

    @Parameters(index = "1", paramLabel = "KEY", description = "A record's identifier.")
    private String key = "";

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--json", description = "Print one JSON object on standard output and nothing else there.")
    private boolean json;

    TraceCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!home.exists(surroundings)) {
            surroundings.err().println(home.missing());
            return ExitCode.FAILED;
        }
        try (Etl etl = home.open(surroundings)) {
            History history = etl.history();
            String id = new KnownDataset(surroundings, history).id(dataset);
            List<RecordTrace> traces = history.trace(id, key);
            if (traces.isEmpty()) {
                surroundings.err().println(PrintableText.of(advice(history, id)));
                return ExitCode.FAILED;
            }
            print(traces.get(0), history);
            return ExitCode.DONE;
        }
    }

    private void print(RecordTrace trace, History history) throws IOException, InterruptedException {
        TraceView view = new TraceView(trace, history.sourceBytes(trace));
        if (json) {
            surroundings.out().println(JsonText.of(view.json()));
        } else {
            view.print(surroundings.out());
        }
    }

    private String advice(History history, String id) {
        if (!history.jobs(Optional.of(id), 1).isEmpty()) {
            return "No record of " + id + " has the identifier '" + key
                    + "'. Rejected ones are under: ./etl rejects list " + id + home.argument();
        }
        TreeSet<String> known = history.jobs(Optional.empty(), KNOWN_JOBS).stream()
                .map(JobSummary::datasetId)
                .collect(Collectors.toCollection(TreeSet::new));
        String meant = NearestName.of(id, known)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("; run it with: ./etl run " + id + home.argument());
        return "There is no run of '" + id + "' in " + home.path() + meant;
    }
}
