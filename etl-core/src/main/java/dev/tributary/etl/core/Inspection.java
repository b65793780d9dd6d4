package dev.tributary.etl.core;

import dev.tributary.etl.core.internal.audit.Discrepancy;
import dev.tributary.etl.core.internal.audit.ReleaseCheck;
import dev.tributary.etl.core.internal.audit.UploadAudit;
import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.unit.LoadersOf;
import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Looks whether what was published is still there. */
final class Inspection {
    private final Home home;
    private final Function<Job, Optional<JobPlan>> plans;

    /** {@code plans}: what a job was run with; empty when that is not known. */
    Inspection(Home home, Function<Job, Optional<JobPlan>> plans) {
        this.home = home;
        this.plans = plans;
    }

    Verification verify(String dataset) throws InterruptedException {
        var raw = new RawArea(home.store(), home.folder());
        var check = new ReleaseCheck(home.releases(), home.ledger(), raw, home.folder());
        try {
            var manifest = check.check(dataset);
            return new Verification(
                    dataset,
                    manifest.map(m -> m.version()),
                    check.files(),
                    manifest.map(m -> m.outputs()).orElse(List.of()),
                    findings(check.found()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    Audit audit(String dataset) throws InterruptedException {
        try {
            var job = home.releases().last(dataset).flatMap(c -> home.ledger().job(c.job()));
            if (job.isEmpty()) {
                var missing = new Finding(
                        "MISSING", "releases/" + dataset, "nothing was published", "run the dataset to its end");
                return new Audit(dataset, Optional.empty(), Map.of(), List.of(missing));
            }
            var audit = new UploadAudit(home.ledger(), home.store());
            audit(audit, job.get());
            var release = Optional.of(job.get().draft().externalVersion());
            return new Audit(dataset, release, audit.verdicts(), findings(audit.found()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void audit(UploadAudit audit, Job job) throws IOException, InterruptedException {
        var plan = plans.apply(job);
        if (plan.isEmpty()) {
            audit.audit(job, List.of());
            return;
        }
        try (var of = LoadersOf.job(job, plan.get(), home)) {
            audit.audit(job, of.loaders());
        }
    }

    private static List<Finding> findings(List<Discrepancy> found) {
        return found.stream()
                .map(d -> new Finding(d.kind(), d.place(), d.message(), d.cure()))
                .toList();
    }

    private static EtlException unreadable(IOException e) {
        return new EtlException(
                Problem.of(StandardError.STORE_UNAVAILABLE, "Cannot read what is stored: " + e)
                        .withHint("check rights and connections, and try again"),
                e);
    }
}
