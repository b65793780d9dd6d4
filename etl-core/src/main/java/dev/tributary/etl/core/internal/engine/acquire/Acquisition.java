package dev.tributary.etl.core.internal.engine.acquire;

import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.fetch.Digests;
import dev.tributary.etl.core.internal.fetch.Fetching;
import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.fetch.VerifiedFile;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** The extract stage of a run: which release it is, and its files, verified and in the raw area. */
public final class Acquisition {
    private static final int JOBS_LOOKED_AT = 1_000;

    private final JobPlan plan;
    private final Home home;
    private final RawArea raw;
    private final RecordedFiles recorded;
    private final LongConsumer progress;

    /** A release with its files in order. */
    public record Acquired(String release, List<RawFile> files) {}

    /** {@code progress} is told how many bytes came; what it throws ends the acquisition. */
    public Acquisition(JobPlan plan, Home home, LongConsumer progress) {
        this.plan = plan;
        this.home = home;
        this.raw = new RawArea(home.store(), home.folder());
        this.recorded = new RecordedFiles(home, plan.names().organization());
        this.progress = progress;
    }

    public Acquired acquire(Extractor extractor) throws IOException, InterruptedException {
        var release = release(extractor);
        var moved = elsewhere(release);
        if (moved.isPresent()) {
            return moved.get();
        }
        var verified = fetch(fetching(extractor), release);
        var id = releaseId(release, verified);
        for (var file : verified) {
            requireUnchanged(id, file);
        }
        return new Acquired(id, raw.settle(plan.names().organization(), id, verified));
    }

    /** The release that the dataset asks for, as its source has it; at least one file. */
    public Extractor.Release release(Extractor extractor) throws IOException, InterruptedException {
        var release = extractor.release(plan.wanted(extractor.versions()));
        if (release.files().isEmpty()) {
            throw new EtlException(StandardError.SOURCE_MISSING, "Cannot extract: the release has no files");
        }
        return release;
    }

    /** What the source's files are brought here with. */
    public Fetching fetching(Extractor extractor) {
        var places = new Fetching.Places(
                raw.incoming(plan.names().organization(), plan.names().dataset()),
                raw.quarantine(plan.names().dataset()));
        var watcher = new Fetching.Watcher(progress, home.steps());
        return new Fetching(extractor, places, demand(), home.transfers(), watcher);
    }

    /** The id under which files of a release are kept: as written, as its source calls it, or made of their digests. */
    String releaseId(Extractor.Release release, List<VerifiedFile> files) {
        return named(release).orElseGet(() -> RawArea.releaseId(files));
    }

    /** The release's name, when it has one without looking at its bytes. */
    public Optional<String> named(Extractor.Release release) {
        var published = Optional.of(release.version()).filter(v -> !v.isEmpty());
        return plan.names().external().or(() -> published);
    }

    private Optional<Acquired> elsewhere(Extractor.Release release) throws IOException, InterruptedException {
        var known = underOtherNames(release);
        return known.isPresent() && raw.keeps(known.get().files()) ? known : Optional.empty();
    }

    /**
     * The files of a release that was fetched before and is kept elsewhere, under other names, by its source now: the same release is not another
     * one because it is no longer the current one. Whether they are still here is not looked at.
     */
    public Optional<Acquired> underOtherNames(Extractor.Release release) {
        var id = named(release);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        var names = release.files().stream().map(SourceFile::name).collect(Collectors.toSet());
        for (var job : home.ledger().jobs(Optional.of(plan.names().dataset()), JOBS_LOOKED_AT)) {
            if (isSameWork(job, id.get())) {
                var files = home.ledger().files(job.id());
                return hasOtherNames(files, names) ? Optional.of(new Acquired(id.get(), files)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean isSameWork(Job job, String release) {
        var draft = job.draft();
        return draft.externalVersion().equals(release)
                && draft.configHash().equals(plan.names().configHash());
    }

    private static boolean hasOtherNames(List<RawFile> files, Set<String> names) {
        var known = files.stream().map(RawFile::name).collect(Collectors.toCollection(HashSet::new));
        known.retainAll(names);
        return !files.isEmpty() && known.isEmpty();
    }

    private Fetching.Demand demand() {
        return switch (plan.policy().verify()) {
            case IF_PUBLISHED -> Fetching.Demand.CHECK_IF_PUBLISHED;
            case REQUIRED -> Fetching.Demand.REQUIRE;
            case NONE -> Fetching.Demand.IGNORE;
        };
    }

    /** Looks first and brings here only what the raw area does not have: a run that has nothing to do must write nothing. */
    private List<VerifiedFile> fetch(Fetching fetching, Extractor.Release release)
            throws IOException, InterruptedException {
        boolean first =
                home.ledger().jobs(Optional.of(plan.names().dataset()), 1).isEmpty();
        var looked = new ArrayList<VerifiedFile>();
        for (var source : Fetching.inOrder(release)) {
            looked.add(
                    first && Fetching.isLocal(source)
                            ? fetching.fetch(source)
                            : fetching.look(source, recorded(release, source)));
        }
        var id = releaseId(release, looked);
        var files = new ArrayList<VerifiedFile>();
        for (var file : looked) {
            requireUnchanged(id, file);
            boolean here = file.incoming().isPresent() || raw.has(plan.names().organization(), id, file);
            files.add(here ? file : fetching.fetch(file.source()));
        }
        return files;
    }

    private Optional<Digests> recorded(Extractor.Release release, SourceFile file)
            throws IOException, InterruptedException {
        var id = named(release);
        return (id.isEmpty() ? Optional.<RawFile>empty() : recorded.find(id.get(), file.name()))
                .map(known -> Digests.of(known.bytes(), known.md5(), known.sha256()));
    }

    private void requireUnchanged(String release, VerifiedFile file) throws IOException, InterruptedException {
        var known = recorded.find(release, file.source().name());
        if (known.isPresent() && !known.get().sha256().equals(file.digests().sha256())) {
            throw RawArea.changed(release, file, known.get().sha256());
        }
    }
}
