package dev.tributary.etl.core.internal.engine.past;

import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.home.Host;
import dev.tributary.etl.core.internal.engine.home.RunContext;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Asks a dataset's source which releases it has, and the ledger which of them are loaded. Writes nothing. */
public final class PastReleases {
    private final JobPlan plan;
    private final ReleaseRange range;
    private final Optional<Instant> asOf;

    public PastReleases(JobPlan plan, ReleaseRange range, Optional<Instant> asOf) {
        this.plan = plan;
        this.range = range;
        this.asOf = asOf;
    }

    /** {@code home}: empty when there is none yet. */
    public Schedule schedule(Host host, Optional<Home> home) throws InterruptedException {
        var instant = asOf.orElseGet(() -> host.clock().instant());
        try (var context = RunContext.homeless(plan.names(), host, instant);
                var extractor = plan.stages().extractor().make(context)) {
            return Schedule.of(plan, range, extractor.versions(), home.map(Home::ledger));
        } catch (IOException e) {
            throw new EtlException(
                    Problem.of(StandardError.SOURCE_UNAVAILABLE, "Cannot ask the source for its releases: " + e)
                            .withHint("check the source and the connection, and try again"),
                    e);
        }
    }
}
