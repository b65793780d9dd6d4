package dev.tributary.etl.core.internal.engine.job;

import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.ledger.JobStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The instant that a run asks its source with. */
public final class JobInstant {
    private JobInstant() {}

    /** The one that was asked for, else that of the unfinished job, so that a restart asks the source for the same, else now. */
    public static Instant of(JobPlan.Names names, Optional<Instant> asOf, Home home) {
        var last = home.ledger().jobs(Optional.of(names.dataset()), 1);
        var unfinished = last.stream()
                .filter(j -> j.status() != JobStatus.COMPLETED
                        && j.draft().configHash().equals(names.configHash()))
                .map(j -> j.draft().instant())
                .findFirst();
        return asOf.or(() -> unfinished).orElseGet(() -> home.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
