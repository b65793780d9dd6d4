package dev.tributary.etl.core.internal.engine.run;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a pass's threads on an executor, and ends them all with the pass. */
public final class Crew {
    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

    private final ExecutorService executor;

    /** The executor must be able to run all tasks of a pass at once. */
    public Crew(ExecutorService executor) {
        this.executor = executor;
    }

    public Shift shift() {
        return new Shift();
    }

    /** The tasks of one pass. */
    public final class Shift implements AutoCloseable {
        private final List<Task> tasks = new ArrayList<>();

        public void start(String name, Runnable body) {
            var task = new Task(name, body);
            try {
                executor.execute(task);
            } catch (RejectedExecutionException e) {
                // A task that the executor refuses never ends, and must not be waited for.
                throw refused(name, e);
            }
            tasks.add(task);
        }

        private static EtlException refused(String name, RejectedExecutionException e) {
            return new EtlException(
                    Problem.of(
                                    StandardError.OPTION_INVALID,
                                    "Cannot start the task '" + name + "': the host's executor refuses it")
                            .withHint("give the builder an executor that is not shut down and has room for"
                                    + " run.workers + 6 tasks of each run at once, or none"),
                    e);
        }

        /** Runs a short task again and again until the shift ends; its failures are logged, the work itself will meet them. */
        public void repeat(String name, Duration every, Runnable body) {
            start(name, () -> {
                try {
                    while (true) {
                        TimeUnit.MILLISECONDS.sleep(every.toMillis());
                        attempt(name, body);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        private void attempt(String name, Runnable body) {
            try {
                body.run();
            } catch (RuntimeException e) {
                // A heartbeat that fails decides nothing: the fence does, at commit.
                LOG.warn("Cannot {}", name, e);
            }
        }

        /** Interrupts all tasks and waits until each has ended, so that nothing of the pass works on behind its back. */
        @Override
        public void close() {
            boolean interrupted = Thread.interrupted();
            tasks.forEach(Task::stop);
            for (var task : tasks) {
                interrupted |= task.awaitEnd();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A body that can be stopped before, while and after it runs, without touching what its thread does next. */
    private static final class Task implements Runnable {
        private final String name;
        private final Runnable body;
        private final CountDownLatch ended = new CountDownLatch(1);
        private @Nullable Thread thread;
        private boolean stopped;

        Task(String name, Runnable body) {
            this.name = name;
            this.body = body;
        }

        @Override
        public void run() {
            var current = Thread.currentThread();
            var before = current.getName();
            try {
                if (begin(current)) {
                    current.setName("etl-" + name);
                    body.run();
                }
            } finally {
                end();
                current.setName(before);
            }
        }

        private synchronized boolean begin(Thread current) {
            if (!stopped) {
                thread = current;
            }
            return !stopped;
        }

        private synchronized void end() {
            thread = null;
            ended.countDown();
        }

        synchronized void stop() {
            stopped = true;
            if (thread != null) {
                thread.interrupt();
            } else {
                // It ended, or will not begin: an executor without a free thread may never come to it.
                ended.countDown();
            }
        }

        /** Whether the waiting thread was interrupted meanwhile. */
        boolean awaitEnd() {
            boolean interrupted = false;
            while (true) {
                try {
                    ended.await();
                    return interrupted;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
    }
}
