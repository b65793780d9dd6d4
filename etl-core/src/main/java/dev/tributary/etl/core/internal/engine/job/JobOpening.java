package dev.tributary.etl.core.internal.engine.job;

import dev.tributary.etl.core.internal.engine.acquire.Acquisition.Acquired;
import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.home.RunContext;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.JobDraft;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.Loader;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the job of a run in the ledger, or makes it. Jobs of one dataset may write to the same places; one that another wrote over is done again
 * from the start, as a job of its own, so that a run always ends with what its configuration says.
 */
public final class JobOpening {
    private final JobPlan plan;
    private final Home home;
    private final Ledger ledger;

    public JobOpening(JobPlan plan, Home home, Ledger ledger) {
        this.plan = plan;
        this.home = home;
        this.ledger = ledger;
    }

    /** A job, and a sentence about the one that it takes the place of. */
    public record Opened(Job job, List<String> notes) {}

    /** {@code instant}: the clock of the job if it is new. */
    public Opened open(Acquired files, Instant instant) throws IOException, InterruptedException {
        var found = find(files, instant);
        if (found.job().isPresent()) {
            return new Opened(found.job().get(), List.of());
        }
        var job = ledger.openJob(draft(found.id(), files, instant), files.files());
        return new Opened(job, found.replaced());
    }

    /** The job that a run takes up: its id, itself if it is there, and a sentence about the one that it takes the place of. */
    public record Found(String id, Optional<Job> job, List<String> replaced) {}

    /** Looks and makes nothing. */
    public Found find(Acquired files, Instant instant) throws IOException, InterruptedException {
        List<String> replaced = List.of();
        for (int round = 1; ; round++) {
            var id = JobIdentity.of(plan.names(), files, round);
            var known = ledger.job(id).map(this::newestReplay);
            var next = JobIdentity.of(plan.names(), files, round + 1);
            if (known.isPresent() && isWrittenOver(known.get(), instant)) {
                replaced = List.of("Another job of " + plan.names().dataset() + " has written since to where job " + id
                        + " did; it is done again as job " + next + ".");
            } else {
                return new Found(id, known, replaced);
            }
        }
    }

    /** The job itself, or what came of reading its rejects again: that is the same release with more in it. */
    private Job newestReplay(Job job) {
        var newest = job;
        for (var replay = ledger.replays().newestOf(job.id());
                replay.isPresent();
                replay = ledger.replays().newestOf(newest.id())) {
            newest = replay.get();
        }
        return newest;
    }

    private boolean isWrittenOver(Job job, Instant instant) throws IOException, InterruptedException {
        var others = ledger.fences(plan.names().dataset(), job.id());
        boolean published = job.publishingFence() > 0 && others.published() > job.publishingFence();
        boolean worked = job.fence() > 0 && others.worked() > job.fence();
        return published || worked && !unitsAreKept(job, instant);
    }

    private boolean unitsAreKept(Job job, Instant instant) throws IOException, InterruptedException {
        var draft = job.draft();
        var target = new LoadTarget(
                draft.id(), draft.dataset(), draft.organization(), draft.externalVersion(), draft.internalVersion());
        try (var context = new RunContext(plan.names(), home, instant, Map.of())) {
            boolean kept = true;
            for (var maker : plan.stages().loaders()) {
                try (Loader loader = maker.make(context)) {
                    kept &= loader.keepsUnitsOf(target);
                }
            }
            return kept;
        }
    }

    private JobDraft draft(String id, Acquired files, Instant instant) throws IOException, InterruptedException {
        var names = plan.names();
        var state = home.state().read(names.dataset());
        return new JobDraft(
                id,
                names.dataset(),
                names.organization(),
                files.release(),
                names.internal(),
                names.configHash(),
                names.configText(),
                names.parameters(),
                names.plugins(),
                instant,
                state.map(entry -> entry.values()).orElse(Map.of()),
                JobIdentity.shape(plan));
    }
}
