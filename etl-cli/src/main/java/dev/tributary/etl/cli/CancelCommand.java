package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code etl cancel}: ends a job that is not finished. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description =
                "Cancel a job: whoever works on it commits the units under way and ends. 'etl run' goes on with it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:cancelled", "1:it had ended already", "2:there is no such job"})
final class CancelCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private JobParameter job = new JobParameter();

    CancelCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        return job.perform(
                surroundings,
                "cancelled",
                (Etl etl, String id) -> etl.operations().cancel(id) ? "cancelled" : "ended before");
    }
}
