package dev.tributary.etl.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** Whose state, and how it is printed. */
final class StateParameter {
    @Mixin
    private DatasetParameter dataset = new DatasetParameter();

    /** {@code work} answers with the state as it is then. */
    int perform(Surroundings surroundings, DatasetParameter.Work<Map<String, String>> work)
            throws IOException, InterruptedException {
        return dataset.perform(surroundings, work, (id, state) -> {
            print(surroundings, id, state);
            return ExitCode.DONE;
        });
    }

    private void print(Surroundings surroundings, String id, Map<String, String> state) {
        if (dataset.jsonWanted()) {
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
