package dev.tributary.etl.core.internal.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.error.EtlException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Nothing of a pass works on behind its back, and a host's executor gets its threads back as it gave them. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class CrewTest {
    @Test
    void aShiftEndsWithItsSlowestTask() throws InterruptedException {
        var threads = Executors.newFixedThreadPool(2);
        try {
            var begun = new CountDownLatch(2);
            var mayEnd = new CountDownLatch(1);
            var shift = new Crew(threads).shift();
            shift.start("slow", () -> {
                begun.countDown();
                awaitInterrupt();
                // It has heard, and still has something to write.
                await(mayEnd);
            });
            shift.start("quick", begun::countDown);
            begun.await();
            var closing = new Thread(shift::close);
            closing.start();
            while (closing.getState() != Thread.State.WAITING && closing.getState() != Thread.State.TERMINATED) {
                Thread.onSpinWait();
            }
            assertThat(closing.getState()).isEqualTo(Thread.State.WAITING);
            mayEnd.countDown();
            closing.join();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void awaitInterrupt() {
        await(new CountDownLatch(1));
    }

    /** An interrupt ends it, and is forgotten: the next wait is a wait. */
    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void aTaskThatNeverGotAThreadIsNotWaitedForAndNeverRuns() throws InterruptedException {
        var threads = Executors.newFixedThreadPool(1);
        try {
            var ran = new AtomicBoolean();
            var hosts = new CountDownLatch(1);
            threads.execute(() -> await(hosts));
            try (var shift = new Crew(threads).shift()) {
                shift.start("late", () -> ran.set(true));
            }
            hosts.countDown();
            threads.shutdown();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            assertThat(ran).isFalse();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aRefusedTaskIsNotWaitedFor() {
        var threads = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>());
        try (var shift = new Crew(threads).shift()) {
            var begun = new CountDownLatch(1);
            shift.start("first", () -> {
                begun.countDown();
                awaitInterrupt();
            });
            assertThatThrownBy(() -> shift.start("second", () -> {}))
                    .isInstanceOf(EtlException.class)
                    .hasMessageContaining("'second'")
                    .hasCauseInstanceOf(RejectedExecutionException.class);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theHostsThreadsKeepTheirNames() throws Exception {
        var threads = Executors.newFixedThreadPool(1, task -> new Thread(task, "host"));
        try {
            var begun = new CountDownLatch(1);
            try (var shift = new Crew(threads).shift()) {
                shift.start("work", () -> {
                    begun.countDown();
                    awaitInterrupt();
                });
                begun.await();
            }
            assertThat(threads.submit(() -> Thread.currentThread().getName()).get())
                    .isEqualTo("host");
        } finally {
            threads.shutdownNow();
        }
    }
}
