package dev.tributary.etl.core;

import dev.tributary.etl.core.dataset.Dataset;
import dev.tributary.etl.core.dataset.ReleaseSettings;
import dev.tributary.etl.core.internal.engine.LeasedRun;
import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.past.HistoricalRun;
import dev.tributary.etl.core.internal.engine.past.PastReleases;
import dev.tributary.etl.core.internal.engine.past.ReleaseRange;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.run.RunOutcome;
import dev.tributary.etl.core.internal.engine.run.RunSignals;
import java.time.Instant;
import java.util.Optional;

/** All that a run needs, before it is known what kind of run it is. */
record PreparedRun(Dataset dataset, JobPlan plan, Home open, Optional<Instant> asOf, RunSignals signals) {
    /** A run of one release. */
    interface OfOneRelease {
        LeasedRun of(JobPlan plan, Home open, Optional<Instant> asOf, RunSignals signals);
    }

    /** One release, or several when the dataset asks for a range of past ones. */
    RunOutcome run(OfOneRelease kind) {
        var past = past(dataset, plan, asOf);
        return past.isEmpty()
                ? run(kind, plan)
                : new HistoricalRun(plan, open, signals).run(past.get(), release -> run(kind, release));
    }

    private RunOutcome run(OfOneRelease kind, JobPlan release) {
        return kind.of(release, open, asOf, signals).run();
    }

    /** The releases that a dataset asks for; empty when it asks for one. */
    static Optional<PastReleases> past(Dataset dataset, JobPlan plan, Optional<Instant> asOf) {
        var release = dataset.release();
        return release.mode() == ReleaseSettings.Mode.HISTORICAL
                ? Optional.of(
                        new PastReleases(plan, new ReleaseRange(release.from(), release.to(), release.batch()), asOf))
                : Optional.empty();
    }
}
