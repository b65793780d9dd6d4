package dev.tributary.etl.core;

import java.util.function.Consumer;

/**
 * How a worker works.
 *
 * @param threads that do units at a time, at least 1
 * @param untilIdle whether it ends when no job is open that it can take part in; otherwise it waits for more
 * @param notes is told what people should know, a sentence at a time, on the worker's threads; must be quick, and what it throws is dropped
 */
public record WorkerRequest(int threads, boolean untilIdle, Consumer<String> notes) {
    public WorkerRequest {
        if (threads < 1) {
            throw new IllegalArgumentException("a worker needs at least one thread, found " + threads);
        }
    }

    /** A thread per core, until it is told to end. */
    public static WorkerRequest untilStopped() {
        return new WorkerRequest(Runtime.getRuntime().availableProcessors(), false, note -> {});
    }

    public WorkerRequest withThreads(int number) {
        return new WorkerRequest(number, untilIdle, notes);
    }

    /** The same, and it ends when nothing is left to do. */
    public WorkerRequest whenIdleEnding() {
        return new WorkerRequest(threads, true, notes);
    }

    public WorkerRequest withNotes(Consumer<String> told) {
        return new WorkerRequest(threads, untilIdle, told);
    }
}
