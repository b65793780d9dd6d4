package dev.tributary.etl.core;

import dev.tributary.etl.spi.error.EtlException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work on a thread of the host's executor: it can be waited for, and interrupted; no interruption is left to the thread's next user. */
final class BackgroundCall<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private @Nullable Thread thread;
    private boolean interrupted;

    private BackgroundCall() {}

    /** @param ending makes the result of what the body gave, and is not interrupted */
    static <I, T> BackgroundCall<T> start(Executor executor, Supplier<I> body, Function<I, T> ending) {
        var call = new BackgroundCall<T>();
        executor.execute(() -> call.perform(body, ending));
        return call;
    }

    private <I> void perform(Supplier<I> body, Function<I, T> ending) {
        try {
            enter();
            var given = body.get();
            leave();
            result.complete(ending.apply(given));
        } catch (RuntimeException | Error e) {
            // The waiting caller must learn of whatever happened here.
            result.completeExceptionally(e);
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        thread = Thread.currentThread();
        if (interrupted) {
            thread.interrupt();
        }
    }

    /** After it, the thread belongs to the executor again. */
    private synchronized void leave() {
        thread = null;
        Thread.interrupted();
    }

    /** Also when it has not begun yet. */
    synchronized void interrupt() {
        interrupted = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    T await() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    Optional<T> await(Duration timeout) throws InterruptedException {
        try {
            return Optional.of(result.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        return e.getCause() instanceof EtlException known
                ? known
                : new IllegalStateException("The work's thread failed", e.getCause());
    }
}
