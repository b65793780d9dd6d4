package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code etl pause}: lets nobody begin another unit of a job. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Pause a job: nobody begins another unit of it until 'etl resume JOB' or 'etl run'.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:paused", "1:it had ended already", "2:there is no such job"})
final class PauseCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private JobParameter job = new JobParameter();

    PauseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        return job.perform(
                surroundings, "paused", (Etl etl, String id) -> etl.operations().pause(id) ? "paused" : "ended before");
    }
}
