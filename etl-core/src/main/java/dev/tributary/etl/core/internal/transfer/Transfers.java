package dev.tributary.etl.core.internal.transfer;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * How bytes are brought here.
 *
 * @param executor reads ahead, one task a stream
 * @param floor the slowest that a source may be
 * @param pauses waits between tries
 * @param firstPause the pause before the second try; later ones are longer
 */
public record Transfers(Executor executor, Floor floor, Pauses pauses, Duration firstPause) {
    /** Waits before another try; {@code tries} were made. */
    public void pauseAfter(int tries) throws InterruptedException {
        pauses.pause(Pauses.growing(firstPause, tries));
    }
}
