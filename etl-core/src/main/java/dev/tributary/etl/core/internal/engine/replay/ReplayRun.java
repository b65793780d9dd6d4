package dev.tributary.etl.core.internal.engine.replay;

import dev.tributary.etl.core.internal.engine.LeasedRun;
import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.home.RunContext;
import dev.tributary.etl.core.internal.engine.job.JobIdentity;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.publish.Publishing;
import dev.tributary.etl.core.internal.engine.run.RunOutcome;
import dev.tributary.etl.core.internal.engine.run.RunOutcome.Status;
import dev.tributary.etl.core.internal.engine.run.RunSignals;
import dev.tributary.etl.core.internal.engine.source.RawStreams;
import dev.tributary.etl.core.internal.engine.unit.StageSet;
import dev.tributary.etl.core.internal.engine.unit.StoredAttachments;
import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.frame.FrameLimits;
import dev.tributary.etl.core.internal.ledger.DuplicateRule;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.JobDraft;
import dev.tributary.etl.core.internal.ledger.JobStatus;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.ledger.Replays.Choice;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.lock.Lease;
import dev.tributary.etl.spi.stage.LoadTarget;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Reads rejects of the published job again, from its raw files, with the stages as they are now. A job of its own that has all of the published one's
 * units and adds its own behind them is published as a new commit of the same release. When nothing was cured, nothing is published.
 */
public final class ReplayRun extends LeasedRun {
    private static final String FIRST_UNIT = "replay_first_unit";
    private static final String CODES = "replay_codes";
    private static final int ID_DIGITS = 32;

    private final List<String> codes;
    private List<RawFile> files = List.of();

    /** {@code codes}: such as {@code E3007}; empty for all rejects. */
    public ReplayRun(JobPlan plan, Home home, List<String> codes, RunSignals signals) {
        super(plan, home, signals);
        this.codes = List.copyOf(codes);
    }

    @Override
    protected List<String> prepare() throws IOException, InterruptedException {
        return repair();
    }

    @Override
    protected List<RawFile> files() {
        return files;
    }

    @Override
    protected RunOutcome attempt(Lease lease) throws IOException, InterruptedException {
        var base = published();
        files = ledger().files(base.id());
        if (base.status() != JobStatus.COMPLETED) {
            // It has its commit, and died before the ledger learned of it.
            begin(base, lease);
            return work(base, lease);
        }
        requireSameLoaders(base);
        requireFirstOfKey();
        var choice = choice(base);
        var draft = draft(base, choice);
        if (ledger().job(draft.id()).isEmpty() && ledger().replays().candidates(base.id(), choice) == 0) {
            note("There is nothing to replay: the published job has no such rejects, or they were read again already.");
            return outcome(Status.UNCHANGED, base, List.of());
        }
        var replay = ledger().replays().open(draft, base.id(), choice);
        begin(replay, lease);
        return work(replay, lease);
    }

    /** The job behind the last commit: finished, or a replay that has only to be told so. */
    private Job published() throws IOException, InterruptedException {
        var dataset = plan.names().dataset();
        return home.releases()
                .last(dataset)
                .flatMap(commit -> ledger().job(commit.job()))
                .filter(job ->
                        job.status() == JobStatus.COMPLETED || job.replayOf().isPresent())
                .orElseThrow(() -> new EtlException(
                        StandardError.OPTION_INVALID,
                        "Cannot replay rejects of " + dataset + ": no finished job of it is published in this home",
                        "run it to its end first; a failed run goes on when its limits are raised"));
    }

    /** What is published stays where it is, so its loaders have to be those that would add to it. */
    private void requireSameLoaders(Job base) {
        var before = loaders(base.draft().plugins());
        var now = loaders(plan.names().plugins());
        if (!before.equals(now)) {
            throw new EtlException(
                    StandardError.OPTION_INVALID,
                    "Cannot replay rejects of " + plan.names().dataset() + ": it was loaded by " + before
                            + " and would be by " + now,
                    "run the dataset again instead");
        }
        if (JobIdentity.isLoadedOtherwise(base.draft().shape(), plan)) {
            throw new EtlException(
                    StandardError.OPTION_INVALID,
                    "Cannot replay rejects of " + plan.names().dataset()
                            + ": its loaders have other options than those that it was loaded with",
                    "write under load what was there, or run the dataset again instead");
        }
    }

    /** A record that was cured might take the place of one that is loaded: then only a whole job can decide. */
    private void requireFirstOfKey() {
        var rule = plan.passes().rule();
        if (rule != DuplicateRule.FIRST) {
            throw new EtlException(
                    StandardError.OPTION_INVALID,
                    "Cannot replay rejects of " + plan.names().dataset() + ": 'duplicates: "
                            + rule.name().toLowerCase(Locale.ROOT) + "' is decided over all records of a job",
                    "run the dataset again instead");
        }
    }

    private static List<String> loaders(List<String> plugins) {
        return plugins.stream()
                .filter(p -> p.startsWith("loader/"))
                .map(p -> p.substring(0, p.lastIndexOf('@')))
                .toList();
    }

    /** Rejects that a replay with the same configuration and plugins has read again already are not read a third time. */
    private Choice choice(Job base) {
        var draft = base.draft();
        boolean alike = draft.configHash().equals(plan.names().configHash())
                && draft.plugins().equals(plan.names().plugins());
        var first = draft.shape().get(FIRST_UNIT);
        int untried = alike && first != null ? Integer.parseInt(first) : Integer.MAX_VALUE;
        return new Choice(codes, untried);
    }

    private JobDraft draft(Job base, Choice choice) {
        var names = plan.names();
        var before = base.draft();
        var text = String.join(
                "\n",
                List.of(
                        before.id(),
                        names.configHash(),
                        names.plugins().toString(),
                        choice.codes().toString()));
        Map<String, String> shape = JobIdentity.inOnePass(before.shape());
        shape.put(
                FIRST_UNIT,
                Integer.toString(ledger().completedUnits(before.id()).length()));
        shape.put(CODES, String.join(",", choice.codes()));
        return new JobDraft(
                DigestUtils.sha256Hex(text).substring(0, ID_DIGITS),
                before.dataset(),
                before.organization(),
                before.externalVersion(),
                before.internalVersion(),
                names.configHash(),
                names.configText(),
                names.parameters(),
                names.plugins(),
                before.instant(),
                before.state(),
                shape);
    }

    private RunOutcome work(Job replay, Lease lease) throws IOException, InterruptedException {
        var draft = replay.draft();
        var target = new LoadTarget(
                draft.id(), draft.dataset(), draft.organization(), draft.externalVersion(), draft.internalVersion());
        var context = new RunContext(plan.names(), home, draft.instant(), draft.state());
        try (var stages = new StageSet(plan.stages(), context, new StoredAttachments(context))) {
            stages.prepare(target, files);
            boolean whole = replay.status() == JobStatus.STORING || parsing(() -> read(replay, stages));
            return whole ? finish(replay, stages, lease) : stopped();
        }
    }

    private boolean read(Job replay, StageSet stages) throws IOException, InterruptedException {
        signals.progress()
                .phase("loading", files.stream().mapToLong(RawFile::bytes).sum());
        var raw = new RawArea(home.store(), home.folder());
        for (var file : files) {
            raw.verify(file);
        }
        var streams = new RawStreams(raw, plan.sizes().maxExpandedBytes(), signals.progress()::read);
        var surroundings = new ReplayPass.Surroundings(streams, worker, signals, home);
        int first = Integer.parseInt(replay.draft().shape().getOrDefault(FIRST_UNIT, "0"));
        return new ReplayPass(replay.id(), first, plan.withFrames(frames(replay)), stages, surroundings).run(files);
    }

    /** Cut as before, but records may be as long as they may now. */
    private FrameLimits frames(Job replay) {
        var before = JobIdentity.frames(replay.draft().shape());
        return new FrameLimits(
                before.chunkRecords(),
                before.chunkBytes(),
                before.unitRecords(),
                before.unitBytes(),
                plan.sizes().frames().maxRecordBytes());
    }

    private RunOutcome finish(Job replay, StageSet stages, Lease lease) throws IOException, InterruptedException {
        int cured = ledger().replays().cured(replay.id());
        int read = ledger().replays().sources(replay.id()).size();
        note(cured + " of " + read + " rejected source records were cured.");
        if (cured == 0) {
            ledger().setStatus(replay.id(), lease.fence(), JobStatus.CANCELLED, Optional.of("no reject was cured"));
            note("Nothing was published.");
            return outcome(Status.UNCHANGED, ledger().job(replay.id()).orElse(replay), List.of());
        }
        signals.progress().phase("publishing", 0);
        var outputs = new Publishing(home, plan, lease.fence()).publish(replay, files, stages.loaders());
        return published(ledger().job(replay.id()).orElse(replay), outputs);
    }
}
