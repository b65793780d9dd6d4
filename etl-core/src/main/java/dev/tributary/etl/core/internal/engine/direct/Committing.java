package dev.tributary.etl.core.internal.engine.direct;

import dev.tributary.etl.core.internal.engine.run.Failures;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The committing thread: makes units durable one after the other while the next one is loaded, for disks make it wait longer than it works. One step
 * is under way at most, so what a step did is seen by whoever waited for it.
 */
final class Committing implements Runnable {
    private final BlockingQueue<FutureTask<@Nullable Void>> next = new ArrayBlockingQueue<>(1);
    private Future<@Nullable Void> last = CompletableFuture.completedFuture(null);

    /** Something that is done in its turn. */
    interface Step {
        void run() throws IOException, InterruptedException;
    }

    @Override
    public void run() {
        try {
            while (true) {
                next.take().run();
            }
        } catch (InterruptedException e) {
            // The pass is over.
            Thread.currentThread().interrupt();
        }
    }

    /** Starts a step; {@link #await} was called since the last one. The loading thread's, as all below. */
    void start(Step step) {
        var task = new FutureTask<@Nullable Void>(() -> {
            step.run();
            return null;
        });
        last = task;
        next.add(task);
    }

    /** Waits until nothing is under way; throws what the last step failed with, again whenever it is asked. */
    void await() throws IOException, InterruptedException {
        try {
            last.get();
        } catch (ExecutionException e) {
            throw Failures.rethrown(e.getCause());
        }
    }

    /** Waits for the last step on the way out with {@code failure}. An interrupted thread does not wait: everything is stopped then. */
    void awaitBeside(Throwable failure) {
        try {
            await();
        } catch (IOException | RuntimeException | Error e) {
            if (e != failure) {
                failure.addSuppressed(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
