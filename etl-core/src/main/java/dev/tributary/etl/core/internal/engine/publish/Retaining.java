package dev.tributary.etl.core.internal.engine.publish;

import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.run.Failures;
import dev.tributary.etl.core.internal.engine.run.RunSignals;
import dev.tributary.etl.core.internal.retention.Retention;
import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.util.List;

/** The end of a run: what its dataset says about files of past releases. */
public final class Retaining {
    private final JobPlan plan;
    private final Home home;
    private final RunSignals signals;

    public Retaining(JobPlan plan, Home home, RunSignals signals) {
        this.plan = plan;
        this.home = home;
        this.signals = signals;
    }

    /** Does what is due; the release is published and stays so, whatever fails here. Returns sentences for people, which are in the job's log too. */
    public List<String> after(String job) throws InterruptedException {
        if (plan.retention().isNone()) {
            return List.of();
        }
        try {
            return logged(job, apply());
        } catch (IOException | EtlException e) {
            var why = Failures.problem(e).message();
            return List.of("Files of past releases were not all moved or deleted; the next run goes on: " + why);
        }
    }

    private List<String> apply() throws IOException, InterruptedException {
        var retention = new Retention(home.ledger(), home.store(), home.steps(), signals::draining);
        var now = home.clock().instant();
        return retention.apply(plan.retention(), plan.names().dataset(), now);
    }

    private List<String> logged(String job, List<String> sentences) {
        sentences.forEach(sentence -> home.ledger().log(job, "info", sentence));
        return sentences;
    }
}
