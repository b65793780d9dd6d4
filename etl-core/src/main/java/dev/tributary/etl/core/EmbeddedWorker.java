package dev.tributary.etl.core;

import dev.tributary.etl.core.internal.engine.worker.FleetWorker;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker on an executor's thread. */
final class EmbeddedWorker implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedWorker.class);

    private final FleetWorker body;
    private final BackgroundCall<WorkerReport> call;

    private EmbeddedWorker(FleetWorker body, Executor executor) {
        this.body = body;
        this.call = BackgroundCall.start(executor, () -> work(body), EmbeddedWorker::report);
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
        return new EmbeddedWorker(body, executor);
    }

    private static FleetWorker work(FleetWorker body) {
        try {
            body.run();
        } catch (InterruptedException e) {
            // It was told to stop at once, and has; the thread is given back without its interruption.
            LOG.debug("The worker was interrupted", e);
        } catch (IOException e) {
            throw new EtlException(
                    Problem.of(StandardError.STORE_UNAVAILABLE, "Cannot work on: " + e)
                            .withHint("check space, rights and connections, and start the worker again"),
                    e);
        }
        return body;
    }

    private static WorkerReport report(FleetWorker body) {
        return new WorkerReport(Reports.figures(body.tally()), List.copyOf(body.failed()));
    }

    @Override
    public WorkerFigures figures() {
        return Reports.figures(body.tally());
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
    public void stopNow() {
        body.drain();
        call.interrupt();
    }

    @Override
    public WorkerReport await() throws InterruptedException {
        return call.await();
    }

    @Override
    public Optional<WorkerReport> await(Duration timeout) throws InterruptedException {
        return call.await(timeout);
    }
}
