package dev.tributary.etl.core.internal.transfer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits before another try. An interface only so that tests need not wait. Thread-safe. */
@FunctionalInterface
public interface Pauses {
    /** Waits in earnest. */
    Pauses REAL = time -> new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);

    void pause(Duration time) throws InterruptedException;

    /** The pause before try number {@code tries + 1}: doubled with each try, a minute at most. */
    static Duration growing(Duration first, int tries) {
        var grown = first.multipliedBy(1L << Math.min(tries - 1, 16));
        var longest = Duration.ofMinutes(1);
        return grown.compareTo(longest) > 0 && first.compareTo(longest) < 0 ? longest : grown;
    }
}
