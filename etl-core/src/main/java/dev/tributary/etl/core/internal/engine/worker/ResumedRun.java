package dev.tributary.etl.core.internal.engine.worker;

import dev.tributary.etl.core.internal.engine.JobRun;
import dev.tributary.etl.core.internal.engine.acquire.Acquisition.Acquired;
import dev.tributary.etl.core.internal.engine.job.JobOpening.Opened;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.run.RunOutcome;
import dev.tributary.etl.core.internal.engine.run.RunOutcome.Status;
import dev.tributary.etl.core.internal.engine.run.RunSignals;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.JobStatus;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.lock.Lease;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A run of a job that another process began, from where that left it. It fetches nothing: the files are those that the job was recorded with. Units keep
 * their attempts, so one that kills whoever works on it fails in the end.
 */
final class ResumedRun extends JobRun {
    private final String id;

    ResumedRun(FleetWorker.Part part, JobPlan plan, RunSignals signals) {
        super(plan, part.home(), Optional.of(part.job().draft().instant()), signals);
        this.id = part.job().id();
    }

    @Override
    protected Acquired acquire() {
        return new Acquired(job().draft().externalVersion(), ledger().files(id));
    }

    @Override
    protected Opened open(Acquired files) {
        return new Opened(job(), List.of());
    }

    @Override
    protected void takeUp(Job current, Lease lease) {
        ledger().fleet().takeOver(id, lease.fence());
    }

    /** A worker that finds the job without a leader leads it again. */
    @Override
    protected boolean mayPass(Optional<Problem> failure) {
        return failure.map(f -> f.code().category() == ErrorCode.Category.TRANSIENT)
                .orElse(false);
    }

    @Override
    protected RunOutcome attempt(Lease lease) throws IOException, InterruptedException {
        boolean overtaken = ledger().fences(plan.names().dataset(), id).published() > job().fence();
        return overtaken ? giveUp(lease) : super.attempt(lease);
    }

    /** What readers find is younger than this job; to finish it would bring the older one back. */
    private RunOutcome giveUp(Lease lease) {
        begin(job(), lease);
        var why = "another job of the dataset was published since";
        ledger().setStatus(id, lease.fence(), JobStatus.CANCELLED, Optional.of(why));
        return outcome(Status.CANCELLED, job(), List.of());
    }

    private Job job() {
        return ledger().job(id)
                .orElseThrow(() -> new EtlException(
                        StandardError.DEFECT, "Cannot go on with job " + id + ": the ledger does not know it"));
    }
}
