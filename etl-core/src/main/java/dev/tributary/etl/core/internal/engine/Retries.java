package dev.tributary.etl.core.internal.engine;

import dev.failsafe.RetryPolicy;
import dev.tributary.etl.core.internal.engine.lease.LeaseWatch;
import dev.tributary.etl.core.internal.engine.run.Failures;
import dev.tributary.etl.core.internal.engine.run.RunEvents;
import dev.tributary.etl.core.internal.engine.run.RunOutcome;
import dev.tributary.etl.core.internal.engine.run.WorkTally;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How often a run tries again: as often as a unit has attempts, counted anew whenever something was done for good. While units are worked on there is
 * one try more: the ledger refuses it, and the unit is failed with its reason.
 */
final class Retries {
    private static final int LONGEST_DELAYS = 64;

    private final int attempts;
    private final Duration delay;
    private final RunEvents events;
    private final WorkTally tally;
    private final AtomicInteger failuresSinceProgress = new AtomicInteger();
    private boolean parsing;

    /** {@code tally} learns of units that failed. */
    Retries(int attempts, Duration delay, RunEvents events, WorkTally tally) {
        this.attempts = attempts;
        this.delay = delay;
        this.events = events;
        this.tally = tally;
    }

    /** Of a run that holds its lease; one that has lost it tries nothing again. */
    RetryPolicy<RunOutcome> under(LeaseWatch watch) {
        var longest = delay.multipliedBy(LONGEST_DELAYS);
        return RetryPolicy.<RunOutcome>builder()
                .handleIf((RunOutcome outcome, @Nullable Throwable e) ->
                        e != null && !watch.lost() && Failures.worthAnotherTry(e) && isLeft(e))
                .withMaxRetries(-1)
                .withBackoff(delay, longest.compareTo(Duration.ofMillis(2)) < 0 ? Duration.ofMillis(2) : longest)
                .onRetry(e -> events.retrying(e.getLastException()))
                .build();
    }

    private boolean isLeft(Throwable failure) {
        if (parsing) {
            tally.failed(Failures.problem(failure));
        }
        return failuresSinceProgress.incrementAndGet() < attempts + (parsing ? 1 : 0);
    }

    boolean parsing(LeasedRun.UnitWork work) throws IOException, InterruptedException {
        parsing = true;
        boolean whole = work.run();
        parsing = false;
        return whole;
    }

    /** Something was done for good: what fails from now on has all attempts again. Any thread. */
    void progressed() {
        failuresSinceProgress.set(0);
    }
}
