package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.engine.home.Host;
import dev.tributary.etl.core.internal.engine.home.RunContext;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.unit.StageSet;
import dev.tributary.etl.core.internal.engine.unit.StoredAttachments;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.util.List;

/** The commands that make the tables of a dataset's loaders. Touches no database, no source and no home. */
public final class TableCommands {
    private final JobPlan plan;
    private final Host host;

    public TableCommands(JobPlan plan, Host host) {
        this.plan = plan;
        this.host = host;
    }

    /** Of each loader in order; none for one without tables. */
    public List<List<String>> of(String dialect) {
        var context = RunContext.homeless(plan.names(), host, host.clock().instant());
        try (context;
                var stages = new StageSet(plan.stages(), context, new StoredAttachments(context))) {
            return stages.ddl(dialect);
        } catch (IOException e) {
            throw new EtlException(
                    Problem.of(StandardError.OPTION_INVALID, "Cannot make the stages of the dataset: " + e)
                            .withHint("look at the stage's files and options"),
                    e);
        }
    }
}
