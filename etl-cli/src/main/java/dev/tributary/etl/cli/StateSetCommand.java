package dev.tributary.etl.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code etl state set}: moves positions by hand. */
@Command(
        name = "set",
        mixinStandardHelpOptions = true,
        description = "Set values of a dataset's state and leave the others, such as"
                + " 'etl state set DATASET series=2025-06-18T00:00:00Z'.")
final class StateSetCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private StateParameter state = new StateParameter();

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "NAME=VALUE", description = "Values to set.")
    private Map<String, String> values = new LinkedHashMap<>();

    StateSetCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return state.perform(surroundings, (etl, id) -> etl.operations().setState(id, values));
    }
}
