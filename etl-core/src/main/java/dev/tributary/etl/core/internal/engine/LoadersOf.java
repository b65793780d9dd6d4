package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.spi.stage.Loader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The loaders of a job outside of a run, not prepared: to ask what they have. Closes them. */
public final class LoadersOf implements AutoCloseable {
    private final RunContext context;
    private final List<Loader> loaders = new ArrayList<>();

    public LoadersOf(Job job, JobPlan plan, Home home) {
        var draft = job.draft();
        context = RunContext.of(
                plan.names(), home, RunContext.Moment.of(draft.instant(), draft.state()), Scratch.outside());
        plan.stages().loaders().forEach(maker -> loaders.add(maker.make(context)));
    }

    public List<Loader> loaders() {
        return loaders;
    }

    @Override
    public void close() throws IOException {
        for (var loader : loaders) {
            loader.close();
        }
        context.close();
    }
}
