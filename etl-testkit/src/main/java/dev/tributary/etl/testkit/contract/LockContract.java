package dev.tributary.etl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.lock.Lease;
import dev.tributary.etl.spi.lock.LockManager;
import dev.tributary.etl.testkit.process.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every lock manager does. */
public abstract class LockContract {
    private static final Duration TTL = Duration.ofMinutes(5);

    /** A manager over the locks of this test; each call makes another one. */
    protected abstract LockManager newManager() throws Exception;

    @Test
    void a_held_lock_is_empty_for_everyone_else() throws Exception {
        try (LockManager one = newManager();
                LockManager two = newManager();
                Lease lease = one.tryAcquire("a", "me", TTL).orElseThrow()) {
            assertThat(two.tryAcquire("a", "other", TTL)).isEmpty();
            assertThat(one.tryAcquire("a", "me again", TTL)).isEmpty();
            assertThat(two.tryAcquire("b", "other", TTL)).isPresent();
            assertThat(lease.renew(TTL)).isTrue();
        }
    }

    @Test
    void the_fence_rises_over_releases_and_managers() throws Exception {
        long last = 0;
        for (int i = 0; i < 5; i++) {
            try (LockManager manager = newManager();
                    Lease lease = manager.tryAcquire("a", "me", TTL).orElseThrow()) {
                assertThat(lease.fence()).isGreaterThan(last);
                last = lease.fence();
            }
        }
    }

    @Test
    void a_fence_starts_above_what_is_known_from_elsewhere_and_is_remembered() throws Exception {
        try (LockManager manager = newManager()) {
            acquireAndRelease(manager, "a");
            long raised;
            try (Lease lease = manager.tryAcquire("a", "me", TTL, 41).orElseThrow()) {
                raised = lease.fence();
                assertThat(raised).isGreaterThan(41);
                assertThat(lease.renew(TTL)).isTrue();
                assertThat(manager.tryAcquire("a", "other", TTL, 99)).isEmpty();
            }
            assertThat(acquireAndRelease(manager, "a")).isGreaterThan(raised);
            try (Lease lease = manager.tryAcquire("a", "me", TTL, 7).orElseThrow()) {
                assertThat(lease.fence()).isGreaterThan(raised);
            }
        }
    }

    @Test
    void fences_of_names_are_their_own() throws Exception {
        try (LockManager manager = newManager()) {
            long a = acquireAndRelease(manager, "a");
            acquireAndRelease(manager, "b");
            acquireAndRelease(manager, "b");

            assertThat(acquireAndRelease(manager, "a")).isGreaterThan(a);
        }
    }

    private static long acquireAndRelease(LockManager manager, String name) throws Exception {
        try (Lease lease = manager.tryAcquire(name, "me", TTL).orElseThrow()) {
            return lease.fence();
        }
    }

    @Test
    void a_failed_try_does_not_take_the_lock_from_its_holder() throws Exception {
        try (LockManager one = newManager();
                Lease lease = one.tryAcquire("a", "me", TTL).orElseThrow()) {
            for (int i = 0; i < 3; i++) {
                try (LockManager two = newManager()) {
                    assertThat(two.tryAcquire("a", "other", TTL)).isEmpty();
                }
            }
            assertThat(lease.renew(TTL)).isTrue();
        }
    }

    @Test
    void a_lease_that_was_given_back_stays_lost_and_gives_back_nobody_elses() throws Exception {
        try (LockManager manager = newManager()) {
            Lease old = manager.tryAcquire("a", "me", TTL).orElseThrow();
            old.close();
            assertThat(old.renew(TTL)).isFalse();

            Lease now = manager.tryAcquire("a", "other", TTL).orElseThrow();
            old.close();
            assertThat(old.renew(TTL)).isFalse();
            assertThat(now.renew(TTL)).isTrue();
            assertThat(manager.tryAcquire("a", "third", TTL)).isEmpty();
            now.close();
        }
    }

    @Test
    void closing_the_manager_gives_its_leases_back() throws Exception {
        LockManager one = newManager();
        Lease lease = one.tryAcquire("a", "me", TTL).orElseThrow();
        one.close();

        assertThat(lease.renew(TTL)).isFalse();
        try (LockManager two = newManager()) {
            assertThat(two.tryAcquire("a", "other", TTL)).isPresent();
        }
    }

    @Test
    void a_resource_that_knows_the_fence_refuses_the_stale_holder() throws Exception {
        List<Long> accepted = new ArrayList<>();
        try (LockManager manager = newManager()) {
            Lease stale = manager.tryAcquire("a", "me", TTL).orElseThrow();
            stale.close();
            Lease now = manager.tryAcquire("a", "other", TTL).orElseThrow();
            assertThat(accept(accepted, now.fence())).isTrue();
            assertThat(accept(accepted, stale.fence())).isFalse();
            assertThat(accept(accepted, now.fence())).isTrue();
        }
    }

    private static boolean accept(List<Long> accepted, long fence) {
        boolean takes = accepted.isEmpty() || accepted.get(accepted.size() - 1) <= fence;
        if (takes) {
            accepted.add(fence);
        }
        return takes;
    }

    @Test
    void of_many_who_ask_at_once_for_a_free_lock_one_gets_it() throws Exception {
        for (int round = 0; round < 5; round++) {
            String name = "round" + round;
            List<LockManager> managers = new ArrayList<>();
            List<Callable<Integer>> threads = new ArrayList<>();
            CyclicBarrier start = new CyclicBarrier(8);
            for (int i = 0; i < 8; i++) {
                LockManager manager = newManager();
                managers.add(manager);
                threads.add(() -> {
                    start.await();
                    return manager.tryAcquire(name, "thread", TTL).isPresent() ? 1 : 0;
                });
            }
            acquireAndRelease(managers.get(0), name);

            assertThat(Together.run(threads).stream().mapToInt(n -> n).sum()).isEqualTo(1);
            for (LockManager manager : managers) {
                manager.close();
            }
        }
    }

    @Test
    void among_threads_there_is_one_holder_and_every_fence_is_new() throws Exception {
        AtomicInteger holders = new AtomicInteger();
        Set<Long> fences = java.util.Collections.synchronizedSet(new HashSet<>());
        List<Callable<Integer>> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(() -> holdTen(holders, fences));
        }

        assertThat(Together.run(threads)).containsOnly(1);
        assertThat(fences).hasSize(80);
    }

    private int holdTen(AtomicInteger holders, Set<Long> fences) throws Exception {
        int most = 0;
        try (LockManager manager = newManager()) {
            int done = 0;
            while (done < 10) {
                Optional<Lease> lease = manager.tryAcquire("shared", "thread", TTL);
                if (lease.isPresent()) {
                    most = Math.max(most, holders.incrementAndGet());
                    fences.add(lease.get().fence());
                    done++;
                    holders.decrementAndGet();
                    lease.get().close();
                }
            }
        }
        return most;
    }
}
