package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
        return dataset.perform(surroundings, UnlockCommand::unlock, (id, freed) -> {
            print(id, freed);
            return ExitCode.DONE;
        });
    }

    /** What was done for a dataset: whether somebody had its lock, and whether the ledger knows it at all. */
    private record Freed(boolean held, boolean known) {
        String inWords() {
            if (held) {
                return "unlocked";
            }
            return known
                    ? "nobody had its lock"
                    : "nobody had its lock, and there is no job of it here: look at its name, --home and --ledger";
        }
    }

    private static Freed unlock(Etl etl, String id) throws InterruptedException {
        boolean held = etl.operations().unlock(id);
        return new Freed(held, !etl.history().jobs(Optional.of(id), 1).isEmpty());
    }

    private void print(String id, Freed freed) {
        if (dataset.jsonWanted()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("dataset_id", id);
            object.put("was_held", freed.held());
            object.put("known", freed.known());
            surroundings.out().println(JsonText.of(object));
        } else {
            surroundings.out().println(id + "  " + freed.inWords());
        }
    }
}
