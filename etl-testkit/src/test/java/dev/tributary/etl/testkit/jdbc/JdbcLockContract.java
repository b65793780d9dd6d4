package dev.tributary.etl.testkit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.ledger.LedgerDatabase;
import dev.tributary.etl.core.internal.lock.JdbcLockManager;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.lock.Lease;
import dev.tributary.etl.testkit.contract.LockContract;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kit's suite over rows of a database, and what decides whether a holder still lives. */
abstract class JdbcLockContract extends LockContract {
    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Duration SKEW = Duration.ofMinutes(5);
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicBoolean deaf = new AtomicBoolean();
    private @Nullable TestDatabase opened;

    abstract TestDatabase open();

    @BeforeEach
    void openDatabase() {
        opened = open();
    }

    private TestDatabase test() {
        return Objects.requireNonNull(opened);
    }

    @AfterEach
    void closeDatabase() {
        test().close();
    }

    @Override
    protected JdbcLockManager newManager() {
        return new JdbcLockManager(test().database(), SKEW, nanos::get);
    }

    /** As if the holder had taken or renewed its lease that long ago, by the database's clock. */
    private void past(Duration ttl) {
        test().database().write(handle -> handle.createUpdate(test().database().sql("locks_renew"))
                .bind("name", "a")
                .bind("fence", 1)
                .bind("ttl_ms", -ttl.toMillis())
                .execute());
    }

    @Test
    void a_lease_that_is_past_by_less_than_the_allowed_skew_stays_its_holders() throws Exception {
        try (var one = newManager();
                var two = newManager()) {
            assertThat(one.tryAcquire("a", "me", TTL)).isPresent();
            past(SKEW.minusMinutes(1));

            assertThat(two.tryAcquire("a", "other", TTL)).isEmpty();
        }
    }

    @Test
    void a_lease_that_is_past_by_more_is_taken_over_and_its_holder_stopped() throws Exception {
        try (var one = newManager();
                var two = newManager()) {
            Lease stale = one.tryAcquire("a", "me", TTL).orElseThrow();
            past(SKEW.plusSeconds(1));

            Lease now = two.tryAcquire("a", "other", TTL).orElseThrow();

            assertThat(now.fence()).isGreaterThan(stale.fence());
            assertThat(stale.renew(TTL)).isFalse();
            stale.close();
            assertThat(now.renew(TTL)).isTrue();
        }
    }

    @Test
    void a_row_that_stood_still_for_as_long_as_its_lease_is_taken_over() throws Exception {
        try (var one = newManager();
                var two = newManager()) {
            Lease stale = one.tryAcquire("a", "me", TTL).orElseThrow();
            assertThat(two.tryAcquire("a", "other", Duration.ofSeconds(1))).isEmpty();
            nanos.addAndGet(TTL.minusNanos(1).toNanos());
            assertThat(two.tryAcquire("a", "other", Duration.ofSeconds(1))).isEmpty();
            nanos.incrementAndGet();

            assertThat(two.tryAcquire("a", "other", TTL)).isPresent();
            assertThat(stale.renew(TTL)).isFalse();
        }
    }

    @Test
    void a_holder_that_renews_is_left_alone_however_long_it_takes() throws Exception {
        try (var one = newManager();
                var two = newManager()) {
            Lease lease = one.tryAcquire("a", "me", TTL).orElseThrow();
            for (int i = 0; i < 5; i++) {
                assertThat(two.tryAcquire("a", "other", TTL)).isEmpty();
                nanos.addAndGet(TTL.toNanos());
                assertThat(lease.renew(TTL)).isTrue();
            }
        }
    }

    /** The database does what it is told, and nobody hears of it. */
    private LedgerDatabase unheard() {
        var real = test().database();
        return (LedgerDatabase) Proxy.newProxyInstance(
                LedgerDatabase.class.getClassLoader(),
                new Class<?>[] {LedgerDatabase.class},
                (proxy, method, arguments) -> {
                    Object answer = method.invoke(real, arguments);
                    if (method.getName().equals("write") && deaf.getAndSet(false)) {
                        throw new EtlException(StandardError.LEDGER_UNAVAILABLE, "the answer was lost");
                    }
                    return answer;
                });
    }

    @Test
    void a_lock_that_was_taken_without_an_answer_is_its_askers_and_nobody_elses() throws Exception {
        try (var one = new JdbcLockManager(unheard(), SKEW, nanos::get);
                var two = newManager()) {
            deaf.set(true);
            assertThatThrownBy(() -> one.tryAcquire("a", "me", TTL)).isInstanceOf(EtlException.class);
            assertThat(one.tryAcquire("a", "other", TTL)).isEmpty();
            assertThat(two.tryAcquire("a", "me", TTL)).isEmpty();

            Lease lease = one.tryAcquire("a", "me", TTL).orElseThrow();

            assertThat(lease.renew(TTL)).isTrue();
            assertThat(one.tryAcquire("a", "me", TTL)).isEmpty();
        }
    }
}
