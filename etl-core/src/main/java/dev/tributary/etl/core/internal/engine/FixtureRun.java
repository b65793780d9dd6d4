package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.run.CountsLaw;
import dev.tributary.etl.core.internal.engine.run.RunOutcome;
import dev.tributary.etl.core.internal.engine.run.RunSignals;
import dev.tributary.etl.core.internal.engine.unit.StageSet;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.spi.lock.Lease;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A run of a dataset's test, in a home of its own: as any run up to its loaders, and then over. */
public final class FixtureRun extends JobRun {
    /** The plan's extractor and loaders are the test's; its home is thrown away. */
    public FixtureRun(JobPlan plan, Home home, Instant asOf) {
        super(plan, home, Optional.of(asOf), new RunSignals(event -> {}));
    }

    @Override
    RunOutcome finish(Job current, StageSet stages, Lease lease) {
        CountsLaw.check(ledger(), current, files());
        return outcome(RunOutcome.Status.COMPLETED, current, List.of());
    }
}
