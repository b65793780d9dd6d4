package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Whose state, and how it is printed. */
final class StateParameter {
    @Parameters(index = "0", paramLabel = "DATASET", description = "A dataset's id or file.")
    private String dataset = "";

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    /** What is done with a dataset's state; the state then. */
    interface Work {
        Map<String, String> on(Etl etl, String dataset) throws InterruptedException;
    }

    int perform(Surroundings surroundings, Work work) throws IOException, InterruptedException {
        if (!home.exists(surroundings)) {
            surroundings.err().println(home.missing());
            return ExitCode.FAILED;
        }
        try (Etl etl = home.open(surroundings)) {
            String id = new KnownDataset(surroundings, etl.history()).id(dataset);
            print(surroundings, id, json.orFailure(surroundings, () -> work.on(etl, id)));
            return ExitCode.DONE;
        }
    }

    private void print(Surroundings surroundings, String id, Map<String, String> state) {
        if (json.wanted()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("dataset_id", id);
            object.put("state", new TreeMap<>(state));
            surroundings.out().println(JsonText.of(object));
        } else if (state.isEmpty()) {
            surroundings.err().println("The state of " + id + " is empty: its next run begins anew");
        } else {
            new TreeMap<>(state)
                    .forEach((name, value) -> surroundings.out().println(PrintableText.of(name + " = " + value)));
        }
    }
}
