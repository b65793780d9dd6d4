package dev.tributary.etl.core.internal.lock;

import dev.tributary.etl.core.internal.ledger.LedgerDatabase;
import dev.tributary.etl.spi.lock.Lease;
import dev.tributary.etl.spi.lock.LockManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;

/**
 * Locks as rows of the ledger's database, for the processes of many machines. The row of a name stays for ever, and its fence only rises. A holder that
 * does not give its lock back loses it when the database's clock is past its lease by more than an allowed skew, for another server may have taken over
 * with another clock; or when this manager saw its row unchanged for as long as the lease lasts, by a clock of its own that only counts. Both decide
 * who works, never whose work counts: that is the fence. Thread-safe.
 */
public final class JdbcLockManager implements LockManager {
    private final LedgerDatabase database;
    private final Duration allowedSkew;
    private final LongSupplier nanoTime;
    private final Map<String, Sighting> seen = new HashMap<>();
    private final Map<String, Attempt> unanswered = new HashMap<>();
    private final List<RowLease> leases = new ArrayList<>();

    /** @param nanoTime counts nanoseconds on this machine, whatever its clock does */
    public JdbcLockManager(LedgerDatabase database, Duration allowedSkew, LongSupplier nanoTime) {
        this.database = database;
        this.allowedSkew = allowedSkew;
        this.nanoTime = nanoTime;
    }

    /** A version of a row, and when this manager saw it first. */
    private record Sighting(long version, long nanos) {}

    /** A row as it stands. */
    private record Row(long version, boolean held, String owner, Duration ttl, boolean expired) {}

    /** What becomes of a row that somebody takes: it shows whether a taking was done whose answer did not come. */
    private record Attempt(String owner, long version) {
        boolean isDone(Row row) {
            return row.version() == version && row.owner().equals(owner);
        }
    }

    @Override
    public Optional<Lease> tryAcquire(String name, String owner, Duration ttl) {
        return tryAcquire(name, owner, ttl, 0);
    }

    @Override
    public synchronized Optional<Lease> tryAcquire(String name, String owner, Duration ttl, long above) {
        var wish = new Wish(name, owner, ttl, above);
        var fence = database.<Optional<Long>>write(handle -> acquire(handle, wish));
        unanswered.computeIfPresent(name, (n, attempt) -> attempt.owner().equals(owner) ? null : attempt);
        return fence.map(number -> {
            var lease = new RowLease(name, number);
            seen.remove(name);
            leases.add(lease);
            return lease;
        });
    }

    private record Wish(String name, String owner, Duration ttl, long above) {}

    private Optional<Long> acquire(Handle handle, Wish wish) {
        var row = look(handle, wish.name());
        if (row.isEmpty()) {
            return fence(handle, "locks_make", wish, 0);
        }
        return row.filter(r -> !r.held() || r.expired() || isOwn(wish, r) || stoodStill(wish.name(), r))
                .flatMap(r -> fence(handle, "locks_take", wish, r.version()));
    }

    private Optional<Row> look(Handle handle, String name) {
        return handle.createQuery(database.sql("locks_look"))
                .bind("name", name)
                .bind("skew_ms", allowedSkew.toMillis())
                .map((row, context) -> new Row(
                        row.getLong("version"),
                        row.getInt("held") == 1,
                        row.getString("owner"),
                        Duration.ofMillis(row.getLong("ttl_ms")),
                        row.getInt("expired") == 1))
                .findOne();
    }

    /** Whether the holder is the one who wishes, and only did not hear that it got the lock. */
    private boolean isOwn(Wish wish, Row row) {
        var attempt = unanswered.get(wish.name());
        return attempt != null && attempt.owner().equals(wish.owner()) && attempt.isDone(row);
    }

    private boolean stoodStill(String name, Row row) {
        long now = nanoTime.getAsLong();
        var before = seen.get(name);
        if (before == null || before.version() != row.version()) {
            seen.put(name, new Sighting(row.version(), now));
            return false;
        }
        return now - before.nanos() >= row.ttl().toNanos();
    }

    /** Empty when another was faster: the row is not the one that was looked at. */
    private Optional<Long> fence(Handle handle, String statement, Wish wish, long version) {
        unanswered.put(wish.name(), new Attempt(wish.owner(), version + 1));
        var query = handle.createQuery(database.sql(statement))
                .bind("name", wish.name())
                .bind("owner", wish.owner())
                .bind("ttl_ms", wish.ttl().toMillis())
                .bind("above", wish.above());
        if (version > 0) {
            query.bind("version", version);
        }
        return query.mapTo(Long.class).findOne();
    }

    @Override
    public Optional<Holder> holder(String name) {
        return database.read(handle -> handle.createQuery(database.sql("locks_holder"))
                .bind("name", name)
                .map((row, context) ->
                        new Holder(row.getString("owner"), Instant.parse(row.getString("since")), row.getLong("fence")))
                .findOne());
    }

    @Override
    public boolean unlock(String name) {
        return database.<Boolean>write(handle -> handle.createUpdate(database.sql("locks_unlock"))
                        .bind("name", name)
                        .execute()
                == 1);
    }

    /** Gives back every lease of this manager that is still held. */
    @Override
    public synchronized void close() {
        leases.forEach(RowLease::close);
        leases.clear();
    }

    /** A row held under a fence: whoever has a higher one took it over. */
    private final class RowLease implements Lease {
        private final String name;
        private final long fence;

        RowLease(String name, long fence) {
            this.name = name;
            this.fence = fence;
        }

        @Override
        public long fence() {
            return fence;
        }

        @Override
        public boolean renew(Duration ttl) {
            return database.<Boolean>write(handle -> handle.createUpdate(database.sql("locks_renew"))
                            .bind("name", name)
                            .bind("fence", fence)
                            .bind("ttl_ms", ttl.toMillis())
                            .execute()
                    == 1);
        }

        @Override
        public void close() {
            database.write(handle -> handle.createUpdate(database.sql("locks_release"))
                    .bind("name", name)
                    .bind("fence", fence)
                    .execute());
        }
    }
}
