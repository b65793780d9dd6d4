package dev.tributary.etl.cli;

import dev.tributary.etl.core.Run;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.core.Worker;
import dev.tributary.etl.core.WorkerReport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Waits for a run and lets SIGINT and SIGTERM end it: the first signal drains it, and stops it when that takes too long; the second ends the
 * process at once.
 */
final class Interruption implements AutoCloseable {
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration STOP_TIME = Duration.ofSeconds(10);
    private static final int SIGNAL_EXIT = 128;

    private final AtomicInteger signal = new AtomicInteger();
    private final SignalHandlers handlers;

    private Interruption() {
        this.handlers = SignalHandlers.install(this::received);
    }

    static Interruption onSignals() {
        return new Interruption();
    }

    private void received(int number) {
        if (!signal.compareAndSet(0, number)) {
            Runtime.getRuntime().halt(SIGNAL_EXIT + number);
        }
    }

    /** Waits for the run's end; {@code glance} is called now and then on the caller's thread. */
    RunReport await(Run run, Duration drainTime, Consumer<Run> glance) throws InterruptedException {
        Optional<RunReport> report = Optional.empty();
        while (report.isEmpty() && signal.get() == 0) {
            glance.accept(run);
            report = run.await(GLANCE);
        }
        return report.isPresent() ? report.get() : drain(run, drainTime);
    }

    private RunReport drain(Run run, Duration drainTime) throws InterruptedException {
        run.drain();
        Optional<RunReport> drained = run.await(drainTime);
        if (drained.isPresent()) {
            return drained.get();
        }
        run.stopNow();
        Optional<RunReport> stopped = run.await(STOP_TIME);
        if (stopped.isEmpty()) {
            Runtime.getRuntime().halt(SIGNAL_EXIT + signal.get());
        }
        return stopped.orElseThrow();
    }

    /** Waits for a worker's end; a signal drains it. */
    WorkerReport await(Worker worker) throws InterruptedException {
        Optional<WorkerReport> report = Optional.empty();
        while (report.isEmpty() && signal.get() == 0) {
            report = worker.await(GLANCE);
        }
        return report.isPresent() ? report.get() : drain(worker);
    }

    private WorkerReport drain(Worker worker) throws InterruptedException {
        Duration drainTime = worker.drain();
        Optional<WorkerReport> drained = worker.await(drainTime);
        if (drained.isPresent()) {
            return drained.get();
        }
        worker.stopNow();
        Optional<WorkerReport> stopped = worker.await(STOP_TIME);
        if (stopped.isEmpty()) {
            Runtime.getRuntime().halt(SIGNAL_EXIT + signal.get());
        }
        return stopped.orElseThrow();
    }

    /** 128 and the signal's number when a signal ended the worker. */
    int exitCode(WorkerReport report) {
        if (signal.get() > 0) {
            return SIGNAL_EXIT + signal.get();
        }
        return report.ok() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** 128 and the signal's number when a signal ended the run; a run that came to its own end meanwhile has its own code. */
    int exitCode(RunReport report) {
        int number = signal.get();
        return number > 0 && report.status() == RunStatus.INTERRUPTED ? SIGNAL_EXIT + number : ExitCode.of(report);
    }

    @Override
    public void close() {
        handlers.close();
    }
}
