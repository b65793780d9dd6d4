package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code etl resume}: lets workers go on with a paused job. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description =
                "Let the workers of a ledger go on with a paused job; without workers, 'etl run' goes on with it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:resumed", "1:it is not paused", "2:there is no such job"})
final class ResumeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private JobParameter job = new JobParameter();

    ResumeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        return job.perform(
                surroundings,
                "resumed",
                (Etl etl, String id) -> etl.operations().resume(id) ? "resumed" : "not paused");
    }
}
