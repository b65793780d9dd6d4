package dev.tributary.etl.testkit.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.lock.FileLockManager;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.lock.Lease;
import dev.tributary.etl.spi.lock.LockManager;
import dev.tributary.etl.testkit.TestNames;
import dev.tributary.etl.testkit.contract.LockContract;
import dev.tributary.etl.testkit.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileLockManagerTest extends LockContract {
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path folder;

    @Override
    protected FileLockManager newManager() {
        return new FileLockManager(folder.resolve("locks"), TestNames::encode, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void who_holds_a_lock_can_be_told() throws Exception {
        try (FileLockManager manager = newManager();
                FileLockManager other = newManager()) {
            assertThat(other.holder("a")).isEmpty();
            Lease lease = manager.tryAcquire("a", "host 1, process 4711", TTL).orElseThrow();

            assertThat(other.holder("a")).contains(new LockManager.Holder("host 1, process 4711", NOW, lease.fence()));
        }
    }

    @Test
    void a_killed_process_leaves_the_lock_free_at_once_and_the_fence_rises() throws Exception {
        Path locks = Files.createDirectory(folder.resolve("locks"));
        long last = 0;
        for (int round = 0; round < 3; round++) {
            try (FileLockManager manager = newManager();
                    ChildJvm child = ChildJvm.start(LockMain.class, locks.toString())) {
                long childs = Long.parseLong(child.readLine());
                assertThat(childs).isGreaterThan(last);
                assertThat(manager.tryAcquire("a", "parent", TTL)).isEmpty();

                child.kill();
                Lease lease = manager.tryAcquire("a", "parent", TTL).orElseThrow();
                assertThat(lease.fence()).isGreaterThan(childs);
                last = lease.fence();
            }
        }
    }

    @Test
    void a_failed_try_in_this_process_does_not_free_the_lock_for_another_process() throws Exception {
        Path locks = Files.createDirectory(folder.resolve("locks"));
        try (FileLockManager one = newManager();
                FileLockManager two = newManager();
                Lease lease = one.tryAcquire("a", "me", TTL).orElseThrow()) {
            assertThat(two.tryAcquire("a", "me too", TTL)).isEmpty();
            try (ChildJvm child = ChildJvm.start(LockTryMain.class, locks.toString())) {
                assertThat(child.readLine()).isEqualTo("held");
                child.requireSuccess();
            }
            assertThat(lease.renew(TTL)).isTrue();
        }
    }

    @Test
    void two_processes_of_eight_threads_have_one_holder_and_rising_fences() throws Exception {
        Path locks = Files.createDirectory(folder.resolve("locks"));
        try (ChildJvm one = ChildJvm.start(LockContenderMain.class, locks.toString());
                ChildJvm two = ChildJvm.start(LockContenderMain.class, locks.toString())) {
            one.requireSuccess();
            two.requireSuccess();
        }

        List<Long> fences = Files.readAllLines(locks.resolve("fences")).stream()
                .map(Long::valueOf)
                .toList();
        assertThat(fences).hasSize(96).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "7", "{\"fence\":\"7\",\"owner\":\"\",\"since\":\"2026-01-01T00:00:00Z\"}"})
    void a_damaged_fence_is_an_error_and_never_starts_again(String text) throws Exception {
        try (FileLockManager manager = newManager()) {
            manager.tryAcquire("a", "me", TTL).orElseThrow().close();
            Path file = folder.resolve("locks/a.fence");
            Files.writeString(file, text);

            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> manager.tryAcquire("a", "me", TTL)).satisfies(e -> requireDamaged(e, file));
            }
            assertThat(file).hasContent(text);
        }
    }

    @Test
    void a_removed_fence_is_damage_too() throws Exception {
        try (FileLockManager manager = newManager()) {
            manager.tryAcquire("a", "me", TTL).orElseThrow().close();
            Path file = folder.resolve("locks/a.fence");
            Files.delete(file);

            assertThatThrownBy(() -> manager.tryAcquire("a", "me", TTL)).satisfies(e -> requireDamaged(e, file));
        }
    }

    private static void requireDamaged(Throwable failure, Path file) {
        assertThat(failure).isInstanceOf(EtlException.class).hasMessageContaining(file.toString());
        assertThat(((EtlException) failure).code()).isEqualTo(StandardError.STATE_DAMAGED);
    }

    @Test
    void the_hint_of_a_damaged_fence_mends_it() throws Exception {
        try (FileLockManager manager = newManager()) {
            manager.tryAcquire("a", "me", TTL).orElseThrow().close();
            Files.writeString(
                    folder.resolve("locks/a.fence"),
                    "{\"fence\":41,\"owner\":\"\",\"since\":\"1970-01-01T00:00:00Z\"}");

            assertThat(manager.tryAcquire("a", "me", TTL).orElseThrow().fence()).isEqualTo(42);
        }
    }

    @Test
    void a_lock_file_removed_by_hand_costs_the_first_holder_its_lease() throws Exception {
        try (FileLockManager one = newManager();
                Lease lease = one.tryAcquire("a", "me", TTL).orElseThrow();
                ChildJvm child = removeAndTakeElsewhere()) {
            long childs = Long.parseLong(child.readLine());

            assertThat(childs).isGreaterThan(lease.fence());
            assertThat(lease.renew(TTL)).isFalse();
        }
    }

    private ChildJvm removeAndTakeElsewhere() throws Exception {
        Files.delete(folder.resolve("locks/a.lock"));
        return ChildJvm.start(LockMain.class, folder.resolve("locks").toString());
    }

    @Test
    void a_crash_between_lock_and_fence_costs_nothing() throws Exception {
        Files.createFile(Files.createDirectory(folder.resolve("locks")).resolve("a.lock"));
        try (FileLockManager manager = newManager()) {
            assertThat(manager.tryAcquire("a", "me", TTL).orElseThrow().fence()).isEqualTo(1);
        }
    }
}
