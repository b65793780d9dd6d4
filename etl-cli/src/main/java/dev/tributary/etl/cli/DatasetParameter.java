package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which dataset of which ledger a command is about; the id is enough once it was run. */
final class DatasetParameter {
    @Parameters(index = "0", paramLabel = "DATASET", description = "A dataset's id or file.")
    private String dataset = "";

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    /** What is asked of a dataset, or done to it. */
    interface Work<T> {
        T on(Etl etl, String dataset) throws InterruptedException;
    }

    /** Prints what came of it; the exit code. */
    interface View<T> {
        int show(String dataset, T result);
    }

    <T> int perform(Surroundings surroundings, Work<T> work, View<T> view) throws IOException, InterruptedException {
        if (!home.exists(surroundings)) {
            surroundings.err().println(home.missing());
            return ExitCode.FAILED;
        }
        try (Etl etl = home.open(surroundings)) {
            String id = new KnownDataset(surroundings, etl.history()).id(dataset);
            T result = json.orFailure(surroundings, () -> work.on(etl, id));
            return view.show(id, result);
        }
    }

    boolean jsonWanted() {
        return json.wanted();
    }
}
