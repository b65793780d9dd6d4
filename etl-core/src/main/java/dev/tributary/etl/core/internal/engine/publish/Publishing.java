package dev.tributary.etl.core.internal.engine.publish;

import dev.tributary.etl.core.internal.canonical.CanonicalNumbers;
import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.run.CountsLaw;
import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.JobStatus;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.release.Manifest;
import dev.tributary.etl.core.internal.release.ManifestFile;
import dev.tributary.etl.core.internal.release.ReleaseDraft;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Publication;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The end of a job: counts checked, loaders published, the release committed, the ledger told. Every step may be done again. */
public final class Publishing {
    private final Home home;
    private final JobPlan plan;
    private final long fence;

    public Publishing(Home home, JobPlan plan, long fence) {
        this.home = home;
        this.plan = plan;
        this.fence = fence;
    }

    /** Returns where readers find the release. */
    public List<String> publish(Job job, List<RawFile> files, List<Loader> loaders)
            throws IOException, InterruptedException {
        var counts = CountsLaw.check(home.ledger(), job, files);
        Sharing.remember(job, plan, home);
        home.ledger().setStatus(job.id(), fence, JobStatus.STORING, java.util.Optional.empty());
        var state = state(job);
        var outputs = publishLoaders(job, loaders, state);
        var commit = home.releases().publish(new ReleaseDraft(manifest(job, files, counts, outputs), fence, state));
        home.steps().reached("publish.ledger");
        var messages = new Notifying(plan, home).published(job, commit.number());
        home.ledger().complete(job.id(), fence, commit.number(), messages);
        home.steps().reached("publish.done");
        return outputs;
    }

    private List<String> publishLoaders(Job job, List<Loader> loaders, Map<String, String> state)
            throws IOException, InterruptedException {
        var draft = job.draft();
        var target = new LoadTarget(
                draft.id(), draft.dataset(), draft.organization(), draft.externalVersion(), draft.internalVersion());
        var publication = new Publication(target, fence, draft.instant(), state);
        var outputs = new ArrayList<String>();
        for (int i = 0; i < loaders.size(); i++) {
            home.steps().reached("publish.loader");
            outputs.addAll(loaders.get(i).publish(publication, home.ledger().receipts(job.id(), i)));
        }
        return outputs;
    }

    /** The state before the job, moved on to how far its series were read; never back. */
    private Map<String, String> state(Job job) {
        var state = new TreeMap<>(job.draft().state());
        home.ledger().positions(job.id()).forEach((series, at) -> {
            var text = CanonicalNumbers.text(at);
            state.merge(series, text, (old, now) -> old.compareTo(now) > 0 ? old : now);
        });
        return state;
    }

    private Manifest manifest(Job job, List<RawFile> files, Counts counts, List<String> outputs) {
        var draft = job.draft();
        var manifestFiles = files.stream()
                .map(f -> new ManifestFile(f.name(), f.bytes(), f.sha256(), f.md5()))
                .toList();
        return new Manifest(
                draft.dataset(),
                draft.externalVersion(),
                draft.id(),
                plan.names().about(),
                manifestFiles,
                counts,
                draft.plugins(),
                draft.configHash(),
                home.ledger().rootHash(job.id()),
                outputs.stream().map(home::name).toList(),
                draft.instant());
    }
}
