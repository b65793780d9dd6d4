package dev.tributary.etl.core.internal.engine.staged;

import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.UnitKind;
import dev.tributary.etl.core.internal.ledger.Worker;
import dev.tributary.etl.spi.error.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The units of a queue that this process has claimed and not yet ended. Thread-safe. */
public final class QueueClaims {
    private final Ledger ledger;
    private final Worker worker;
    private final int maxAttempts;
    private final Set<Claim> held = ConcurrentHashMap.newKeySet();

    public QueueClaims(Ledger ledger, Worker worker, int maxAttempts) {
        this.ledger = ledger;
        this.worker = worker;
        this.maxAttempts = maxAttempts;
    }

    /** A unit of a job that nobody works on, its attempt counted; empty when there is none now. ATTEMPTS_EXHAUSTED when it is failed now. */
    public Optional<Claim> next(String job, UnitKind kind) {
        while (true) {
            var reserved = ledger.queue().reserve(job, kind, worker, 1);
            if (reserved.isEmpty()) {
                return Optional.empty();
            }
            var begun = ledger.queue().begin(reserved.get(0), maxAttempts);
            if (begun.isPresent()) {
                held.add(begun.get());
                return begun;
            }
        }
    }

    public void ended(Claim claim) {
        held.remove(claim);
    }

    /** Gives a unit back with what it failed by. */
    public void failed(Claim claim, Problem failure) {
        held.remove(claim);
        ledger.releaseUnit(claim, Optional.of(failure));
    }

    /** Gives back all, so that nothing stays claimed by a run that has ended. */
    public void giveBackAll() {
        for (var claim : held) {
            ledger.releaseUnit(claim, Optional.empty());
        }
        held.clear();
    }

    public void heartbeat(Duration lease) {
        var claims = List.copyOf(held);
        if (!claims.isEmpty()) {
            ledger.heartbeat(claims, lease);
        }
    }
}
