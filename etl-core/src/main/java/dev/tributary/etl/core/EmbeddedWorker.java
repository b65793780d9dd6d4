package dev.tributary.etl.core;

import dev.tributary.etl.core.internal.engine.FleetWorker;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker on an executor's thread. */
final class EmbeddedWorker implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedWorker.class);

    private final FleetWorker body;
    private final CompletableFuture<WorkerReport> report = new CompletableFuture<>();
    private @Nullable Thread thread;
    private boolean stopped;

    private EmbeddedWorker(FleetWorker body) {
        this.body = body;
    }

    /** The same, and what it throws is only logged. */
    static Consumer<String> quiet(Consumer<String> notes) {
        return note -> {
            try {
                notes.accept(note);
            } catch (RuntimeException e) {
                // Whoever is told of the work must not decide over it.
                LOG.warn("A listener failed on '{}'", note, e);
            }
        };
    }

    static EmbeddedWorker start(FleetWorker body, Executor executor) {
        var worker = new EmbeddedWorker(body);
        executor.execute(worker::perform);
        return worker;
    }

    private void perform() {
        try {
            enter();
            body.run();
            leave();
            report.complete(report());
        } catch (InterruptedException e) {
            // It was stopped; the thread is the executor's again.
            leave();
            report.complete(report());
        } catch (IOException e) {
            report.completeExceptionally(new EtlException(
                    Problem.of(StandardError.STORE_UNAVAILABLE, "Cannot work on: " + e)
                            .withHint("check space, rights and connections, and start the worker again"),
                    e));
        } catch (RuntimeException | Error e) {
            // The waiting caller must learn of whatever happened here.
            report.completeExceptionally(e);
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        thread = Thread.currentThread();
        if (stopped) {
            thread.interrupt();
        }
    }

    private synchronized void leave() {
        thread = null;
        Thread.interrupted();
    }

    private WorkerReport report() {
        return new WorkerReport(figures(), List.copyOf(body.failed()));
    }

    @Override
    public WorkerFigures figures() {
        var n = body.tally().numbers();
        return new WorkerFigures(
                n.unitsParsed(),
                n.unitsStored(),
                n.unitsFailed(),
                n.recordsRead(),
                n.recordsLoaded(),
                n.recordsRejected(),
                n.bytes(),
                n.leasesLost());
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public Duration drain() {
        return body.drain();
    }

    @Override
    public synchronized void stopNow() {
        body.drain();
        stopped = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public WorkerReport await() throws InterruptedException {
        try {
            return report.get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    @Override
    public Optional<WorkerReport> await(Duration timeout) throws InterruptedException {
        try {
            return Optional.of(report.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        return e.getCause() instanceof EtlException known
                ? known
                : new IllegalStateException("The worker's thread failed", e.getCause());
    }
}
