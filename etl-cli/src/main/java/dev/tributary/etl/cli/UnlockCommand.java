package dev.tributary.etl.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code etl unlock}: frees a dataset whose run is gone. */
@Command(
        name = "unlock",
        mixinStandardHelpOptions = true,
        description = "Free a dataset's lock whose holder is gone for good. A holder that works on after all cannot"
                + " publish any more: another run has a higher fence.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is free", "3:its holder is alive and has to be stopped"})
final class UnlockCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private DatasetParameter dataset = new DatasetParameter();

    UnlockCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return dataset.perform(surroundings, (etl, id) -> etl.operations().unlock(id), (id, held) -> {
            print(id, held);
            return ExitCode.DONE;
        });
    }

    private void print(String id, boolean held) {
        if (dataset.jsonWanted()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("dataset_id", id);
            object.put("was_held", held);
            surroundings.out().println(JsonText.of(object));
        } else {
            surroundings.out().println(id + (held ? "  unlocked" : "  nobody had its lock"));
        }
    }
}
