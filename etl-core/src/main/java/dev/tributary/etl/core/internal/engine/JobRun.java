package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.engine.acquire.Acquisition;
import dev.tributary.etl.core.internal.engine.acquire.Acquisition.Acquired;
import dev.tributary.etl.core.internal.engine.direct.Pipeline;
import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.home.RunContext;
import dev.tributary.etl.core.internal.engine.job.JobIdentity;
import dev.tributary.etl.core.internal.engine.job.JobInstant;
import dev.tributary.etl.core.internal.engine.job.JobOpening;
import dev.tributary.etl.core.internal.engine.job.JobOpening.Opened;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.publish.Publishing;
import dev.tributary.etl.core.internal.engine.publish.Sharing;
import dev.tributary.etl.core.internal.engine.run.Crew;
import dev.tributary.etl.core.internal.engine.run.RunOutcome;
import dev.tributary.etl.core.internal.engine.run.RunOutcome.Status;
import dev.tributary.etl.core.internal.engine.run.RunSignals;
import dev.tributary.etl.core.internal.engine.run.UnitEnd;
import dev.tributary.etl.core.internal.engine.source.DamagedFileException;
import dev.tributary.etl.core.internal.engine.source.RawStreams;
import dev.tributary.etl.core.internal.engine.staged.StagedJob;
import dev.tributary.etl.core.internal.engine.staged.StagedPass;
import dev.tributary.etl.core.internal.engine.unit.StageSet;
import dev.tributary.etl.core.internal.engine.unit.StoredAttachments;
import dev.tributary.etl.core.internal.fetch.DamagedFiles;
import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.JobStatus;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.ledger.UnitKind;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.lock.Lease;
import dev.tributary.etl.spi.stage.LoadTarget;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of a dataset, from its lease to its release. */
public class JobRun extends LeasedRun {
    private final Optional<Instant> asOf;
    private final RawArea raw;
    private @Nullable Acquired acquired;

    public JobRun(JobPlan plan, Home home, Optional<Instant> asOf, RunSignals signals) {
        super(plan, home, signals);
        this.asOf = asOf;
        this.raw = new RawArea(home.store(), home.folder());
    }

    @Override
    protected List<String> prepare() throws IOException, InterruptedException {
        return repair();
    }

    @Override
    protected RunOutcome attempt(Lease lease) throws IOException, InterruptedException {
        var files = acquired();
        var opened = open(files);
        opened.notes().forEach(this::note);
        var current = opened.job();
        if (current.status() == JobStatus.COMPLETED) {
            return hasCompleted(current) ? published(current, outputs(current)) : unchanged(current);
        }
        begin(current, lease);
        var context = new RunContext(
                plan.names(), home, current.draft().instant(), current.draft().state());
        try (var stages = new StageSet(plan.stages(), context, new StoredAttachments(context))) {
            stages.prepare(target(current), files.files());
            boolean whole = current.status() == JobStatus.STORING || load(current, stages, lease);
            return whole ? finish(current, stages, lease) : stopped();
        } catch (DamagedFileException e) {
            throw condemned(e);
        }
    }

    /** The job of these files: one that is there, or a new one. */
    protected Opened open(Acquired files) throws IOException, InterruptedException {
        return new JobOpening(plan, home, ledger()).open(files, instant());
    }

    /** Damage that a published digest vouches for came from the source and would come again; any other is of the way here. */
    private EtlException condemned(DamagedFileException e) throws IOException, InterruptedException {
        if (e.file().expected().isPresent()) {
            return e;
        }
        var kept = new DamagedFiles(raw, home.store())
                .condemn(e.file(), plan.names().dataset(), e.problem().toString());
        return new EtlException(
                e.problem().withHint("run again: the file is fetched anew; for a look, it is kept as " + kept), e);
    }

    private LoadTarget target(Job current) {
        var names = plan.names();
        return new LoadTarget(
                current.id(),
                names.dataset(),
                names.organization(),
                current.draft().externalVersion(),
                names.internal());
    }

    /** What is done when all units are. */
    RunOutcome finish(Job current, StageSet stages, Lease lease) throws IOException, InterruptedException {
        signals.progress().phase("publishing", 0);
        var outputs = new Publishing(home, plan, lease.fence()).publish(current, files(), stages.loaders());
        return published(ledger().job(current.id()).orElse(current), outputs);
    }

    private Acquired acquired() throws IOException, InterruptedException {
        var known = acquired;
        if (known == null) {
            known = acquire();
            acquired = known;
        }
        return known;
    }

    /** The files of the release, brought here and verified. */
    protected Acquired acquire() throws IOException, InterruptedException {
        signals.progress().phase("verifying", 0);
        var context = new RunContext(plan.names(), home, instant(), Map.of());
        try (context;
                var extractor = plan.stages().extractor().make(context)) {
            var acquisition = new Acquisition(plan, home, signals::fetched);
            var made = acquisition.acquire(extractor);
            made.files().forEach(events::verified);
            return made;
        }
    }

    private Instant instant() {
        return JobInstant.of(plan.names(), asOf, home);
    }

    /** False when the run was asked to stop first. */
    private boolean load(Job current, StageSet stages, Lease lease) throws IOException, InterruptedException {
        boolean staged = JobIdentity.isStaged(current.draft().shape());
        signals.progress()
                .phase(
                        staged ? "parsing" : "loading",
                        files().stream().mapToLong(RawFile::bytes).sum());
        return staged ? inTwoPasses(current, stages, lease) : inOnePass(current, stages);
    }

    private boolean inTwoPasses(Job current, StageSet stages, Lease lease) throws IOException, InterruptedException {
        if (ledger() == home.ledger()) {
            Sharing.share(current, plan, home, worker);
        }
        var around = new StagedJob.Surroundings(home, ledger(), stages, unitStore(), signals.progress());
        var job = StagedJob.of(current, plan, files(), around);
        var under = new StagedPass.Under(
                lease.fence(),
                new Crew(home.executor()),
                worker,
                signals::draining,
                this::stagedUnitEnded,
                signals.tally());
        return parsing(() -> new StagedPass(job, under).run());
    }

    /** A unit of a job of two passes was committed by this run. */
    protected void stagedUnitEnded(UnitEnd end) {
        if (end.claim().kind() == UnitKind.STORE_BATCH) {
            unitEnded(end);
        } else {
            progressed(end);
        }
    }

    /** Where the units of a job of two passes wait for whoever works on them. */
    ObjectStore unitStore() throws IOException {
        return home.store();
    }

    private boolean inOnePass(Job current, StageSet stages) throws IOException, InterruptedException {
        var surroundings = new Pipeline.Surroundings(
                new RawStreams(raw, plan.sizes().maxExpandedBytes(), signals.progress()::read),
                stages,
                new Crew(home.executor()),
                worker,
                signals::draining,
                this::unitEnded,
                signals.progress(),
                home.steps());
        var cutAsBefore = plan.withFrames(JobIdentity.frames(current.draft().shape()));
        var pipeline = new Pipeline(current.id(), cutAsBefore, files(), ledger(), stages.loaders(), surroundings);
        return parsing(pipeline::run);
    }

    private RunOutcome unchanged(Job current) throws IOException, InterruptedException {
        retain(current);
        return outcome(Status.UNCHANGED, current, outputs(current));
    }

    private List<String> outputs(Job completed) throws IOException, InterruptedException {
        var commit = home.releases().find(plan.names().dataset(), completed.id());
        return commit.isEmpty()
                ? List.of()
                : home.releases().manifest(commit.get()).outputs();
    }

    @Override
    protected List<RawFile> files() {
        return acquired == null ? List.of() : acquired.files();
    }
}
