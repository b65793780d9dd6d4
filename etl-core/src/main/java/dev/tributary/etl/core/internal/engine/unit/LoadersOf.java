package dev.tributary.etl.core.internal.engine.unit;

import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.home.RunContext;
import dev.tributary.etl.core.internal.engine.home.Scratch;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.spi.stage.Loader;
import java.io.IOException;
import java.util.List;

/** The loaders of a job outside of a run, not prepared: to ask what they have. Closes them. */
public final class LoadersOf implements AutoCloseable {
    private final RunContext context;
    private final Loaders loaders = new Loaders();

    private LoadersOf(RunContext context) {
        this.context = context;
    }

    /** @throws RuntimeException of the first loader that cannot be made; nothing stays open */
    public static LoadersOf job(Job job, JobPlan plan, Home home) throws IOException {
        var draft = job.draft();
        return at(RunContext.Moment.of(draft.instant(), draft.state()), plan, home);
    }

    /** Those that a job of that moment would have. */
    public static LoadersOf at(RunContext.Moment moment, JobPlan plan, Home home) throws IOException {
        var of = new LoadersOf(RunContext.of(plan.names(), home, moment, Scratch.outside()));
        try {
            of.loaders.make(plan.stages().loaders(), of.context);
            return of;
        } catch (RuntimeException e) {
            of.close();
            throw e;
        }
    }

    public List<Loader> loaders() {
        return loaders.all();
    }

    @Override
    public void close() throws IOException {
        try (context) {
            loaders.close();
        }
    }
}
