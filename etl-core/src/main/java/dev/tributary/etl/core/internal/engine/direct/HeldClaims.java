package dev.tributary.etl.core.internal.engine.direct;

import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.Worker;
import dev.tributary.etl.spi.error.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The units that a pass has claimed and not yet committed. Thread-safe. */
final class HeldClaims {
    private final String job;
    private final Ledger ledger;
    private final Worker worker;
    private final JobPlan.Policy policy;
    private final Set<Claim> claims = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Claim failed;

    HeldClaims(String job, Ledger ledger, Worker worker, JobPlan.Policy policy) {
        this.job = job;
        this.ledger = ledger;
        this.worker = worker;
        this.policy = policy;
    }

    /** Empty when the unit is completed. */
    Optional<Claim> take(int unit) {
        var claimed = ledger.claim(job, unit, worker, policy.maxAttempts());
        claimed.ifPresent(claims::add);
        return claimed;
    }

    void committed(Claim claim) {
        claims.remove(claim);
    }

    /** Gives back a unit whose work was undone, and did not fail. */
    void giveBack(Claim claim) {
        claims.remove(claim);
        ledger.releaseUnit(claim, Optional.empty());
    }

    /** The pass ends because of this unit. The first to say so is believed. */
    synchronized void failed(@Nullable Claim claim) {
        if (failed == null) {
            failed = claim;
        }
    }

    /** Gives back all, so that nothing stays claimed by a run that has ended; the unit that failed learns why. */
    void giveBackAll(Optional<Problem> failure) {
        for (var claim : claims) {
            ledger.releaseUnit(claim, claim.equals(failed) ? failure : Optional.empty());
        }
        claims.clear();
    }

    void heartbeat() {
        ledger.heartbeat(List.copyOf(claims), policy.lease());
    }
}
