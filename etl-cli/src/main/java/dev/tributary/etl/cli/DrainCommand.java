package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code etl drain}: pauses a job and waits until nobody works on it. */
@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        description = "Pause a job and wait until nobody works on a unit of it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nobody works on it any more",
            "1:it had ended already, or units are still worked on",
            "2:there is no such job"
        })
final class DrainCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 250;

    private final Surroundings surroundings;

    @Mixin
    private JobParameter job = new JobParameter();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for the units under way (default: 300).")
    private long wait = 300;

    DrainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        return job.perform(surroundings, "drained", this::drain);
    }

    private String drain(Etl etl, String id) throws InterruptedException {
        if (!etl.operations().pause(id)) {
            return "ended before";
        }
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
        int units = etl.operations().unitsUnderWay(id);
        while (units > 0 && System.nanoTime() < end && !never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            units = etl.operations().unitsUnderWay(id);
        }
        return units == 0 ? "drained" : "paused, with " + Quantities.units(units) + " still worked on";
    }
}
