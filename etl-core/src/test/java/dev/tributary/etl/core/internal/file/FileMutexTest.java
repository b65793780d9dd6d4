package dev.tributary.etl.core.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMutexTest {
    @TempDir
    private Path folder;

    @Test
    void a_path_is_remembered_only_while_it_is_in_use() throws Exception {
        int before = FileMutex.inUse();
        Path file = folder.resolve("a.lock");
        try (FileMutex.Hold hold = FileMutex.hold(file)) {
            assertThat(FileMutex.tryHold(file)).isEmpty();
            assertThat(hold.held()).isTrue();
            assertThat(FileMutex.inUse()).isEqualTo(before + 1);
        }
        assertThat(FileMutex.inUse()).isEqualTo(before);
    }

    @Test
    void a_lock_that_cannot_be_opened_is_not_remembered() {
        int before = FileMutex.inUse();

        assertThatThrownBy(() -> FileMutex.tryHold(folder)).isInstanceOf(java.io.IOException.class);
        assertThatThrownBy(() -> FileMutex.hold(folder.resolve("no/where"))).isInstanceOf(java.io.IOException.class);
        assertThat(FileMutex.inUse()).isEqualTo(before);
    }

    @Test
    void one_file_under_two_paths_is_one_lock() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        try (FileMutex.Hold hold = FileMutex.hold(real.resolve("a.lock"))) {
            assertThat(FileMutex.tryHold(link.resolve("a.lock"))).isEmpty();
            assertThat(hold.held()).isTrue();
        }
    }

    @Test
    void who_waits_for_one_that_stands_still_is_told() throws Exception {
        int before = FileMutex.inUse();
        Path file = folder.resolve("a.lock");
        try (FileMutex.Hold hold = FileMutex.hold(file)) {
            assertThatThrownBy(() -> FileMutex.hold(file, Duration.ofMillis(20)))
                    .isInstanceOf(java.io.IOException.class)
                    .hasMessageContaining("a.lock")
                    .hasMessageContaining("stands still");
            assertThat(hold.held()).isTrue();
        }
        assertThat(FileMutex.inUse()).isEqualTo(before);
    }

    @Test
    void a_thread_that_waits_can_be_interrupted() throws Exception {
        int before = FileMutex.inUse();
        Path file = folder.resolve("a.lock");
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        Thread waiter = new Thread(() -> {
            started.countDown();
            try (FileMutex.Hold hold = FileMutex.hold(file)) {
                interrupted.set(!hold.held());
            } catch (InterruptedException e) {
                interrupted.set(true);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        try (FileMutex.Hold hold = FileMutex.hold(file)) {
            waiter.start();
            started.await();
            waiter.interrupt();
            waiter.join();
            assertThat(hold.held()).isTrue();
        }
        assertThat(interrupted).isTrue();
        assertThat(FileMutex.inUse()).isEqualTo(before);
    }
}
