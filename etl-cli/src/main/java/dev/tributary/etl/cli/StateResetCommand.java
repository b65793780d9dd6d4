package dev.tributary.etl.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code etl state reset}: lets the next run begin anew. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = "Empty a dataset's state: its next run begins as the first one did. What is published stays.")
final class StateResetCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private StateParameter state = new StateParameter();

    StateResetCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return state.perform(surroundings, (etl, id) -> etl.operations().replaceState(id, Map.of()));
    }
}
