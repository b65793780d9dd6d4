package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.RejectedRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code etl rejects list}: a line for each problem of a rejected record. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "List the rejects of a dataset's newest job.")
final class RejectsListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "DATASET", description = "A dataset's id or file.")
    private String dataset = "";

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--limit", paramLabel = "N", description = "Rejects to show (default: 100).")
    private int limit = 100;

    RejectsListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (!home.exists(surroundings)) {
            surroundings.err().println(home.missing());
            return ExitCode.FAILED;
        }
        try (Etl etl = home.open(surroundings)) {
            String id = new KnownDataset(surroundings, etl.history()).id(dataset);
            if (etl.history().jobs(Optional.of(id), 1).isEmpty()) {
                surroundings.err().println(PrintableText.of("There is no run of '" + id + "' in " + home.path()));
                return ExitCode.FAILED;
            }
            print(etl.history().rejects(id, limit));
            return ExitCode.DONE;
        }
    }

    private void print(List<RejectedRecord> rejects) {
        if (rejects.isEmpty()) {
            surroundings.err().println("No rejects");
        }
        for (RejectedRecord reject : rejects) {
            String key = reject.recordIdentifier().isEmpty() ? "" : "  " + reject.recordIdentifier();
            String text = reject.id() + "  " + reject.place() + key + "  " + reject.code() + ": " + reject.message();
            surroundings.out().println(PrintableText.of(text));
        }
    }
}
