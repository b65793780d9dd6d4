package dev.tributary.etl.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code etl state show}: what the next run will see. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Show what a dataset's next run will see.")
final class StateShowCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private StateParameter state = new StateParameter();

    StateShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return state.perform(
                surroundings, (etl, id) -> etl.operations().state(id).orElse(Map.of()));
    }
}
