package dev.tributary.etl.core.internal.engine.forecast;

import dev.tributary.etl.core.internal.engine.acquire.Acquisition;
import dev.tributary.etl.core.internal.engine.acquire.Acquisition.Acquired;
import dev.tributary.etl.core.internal.engine.acquire.RecordedFiles;
import dev.tributary.etl.core.internal.engine.forecast.Forecast.Action;
import dev.tributary.etl.core.internal.engine.forecast.Forecast.Change;
import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.home.Host;
import dev.tributary.etl.core.internal.engine.home.RunContext;
import dev.tributary.etl.core.internal.engine.job.JobInstant;
import dev.tributary.etl.core.internal.engine.job.JobOpening;
import dev.tributary.etl.core.internal.engine.job.JobOpening.Found;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.fetch.Fetching;
import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.JobStatus;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.Extractor;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says what a run would do. Asks the source for its release and fetches no file; files of this machine without a published SHA-256 are hashed where they
 * lie. Reads ledger and commits, takes no lease and writes nothing.
 */
public final class Forecasting {
    private static final Found NOT_FOUND = new Found("", Optional.empty(), List.of());

    private final JobPlan plan;
    private final Optional<Home> home;
    private final Host host;
    private final Optional<Instant> asOf;

    /** {@code home}: empty when there is none yet. */
    public Forecasting(JobPlan plan, Optional<Home> home, Host host, Optional<Instant> asOf) {
        this.plan = plan;
        this.home = home;
        this.host = host;
        this.asOf = asOf;
    }

    /** EtlException: the source failed, or offers other bytes under a release that is recorded. */
    public Forecast forecast() throws InterruptedException {
        try (var context = RunContext.homeless(plan.names(), host, instant());
                var extractor = plan.stages().extractor().make(context)) {
            return forecast(extractor, extractor.release(plan.wanted(extractor.versions())));
        } catch (IOException e) {
            throw new EtlException(
                    Problem.of(StandardError.SOURCE_UNAVAILABLE, "Cannot ask the source: " + e)
                            .withHint("check the source and the connection, and try again"),
                    e);
        }
    }

    private Instant instant() {
        return home.isEmpty()
                ? asOf.orElseGet(() -> host.clock().instant())
                : JobInstant.of(plan.names(), asOf, home.get());
    }

    private Forecast forecast(Extractor extractor, Extractor.Release release) throws IOException, InterruptedException {
        var moved = home.flatMap(h -> new Acquisition(plan, h, n -> {}).underOtherNames(release));
        if (moved.isPresent() && areHere(moved.get().files())) {
            return moved(release, moved.get());
        }
        var newest = newest();
        var before = newest.map(this::files).orElse(List.of());
        var known = new KnownFiles(before, damaged(before), extractor);
        List<KnownFiles.Known> files = new ArrayList<>();
        for (var source : Fetching.inOrder(release)) {
            files.add(known.of(source));
        }
        var id = releaseId(release, files);
        if (id.isPresent() && home.isPresent()) {
            var recorded = new RecordedFiles(home.get(), plan.names().organization());
            for (var file : files) {
                requireUnchanged(
                        id.get(), file, recorded.find(id.get(), file.source().name()));
            }
        }
        var found = id.isEmpty() ? NOT_FOUND : find(id.get(), files);
        var listed = new ArrayList<Forecast.File>();
        for (var file : files) {
            listed.add(new Forecast.File(file.source(), file.change(), isKept(id, file)));
        }
        var action = found.job().map(Forecasting::action).orElse(Action.START);
        var why = action == Action.NOTHING ? List.<String>of() : new Reasons(plan, newest, id, files).list(found);
        return new Forecast(action, id, why, listed, found.job(), state());
    }

    /** The release that was fetched before; its source keeps it under other names now, and a run takes what is here. */
    private Forecast moved(Extractor.Release release, Acquired acquired) throws IOException, InterruptedException {
        var opening =
                new JobOpening(plan, home.orElseThrow(), home.orElseThrow().ledger());
        var found = opening.find(acquired, instant());
        var listed = Fetching.inOrder(release).stream()
                .map(source -> new Forecast.File(source, Change.RENAMED, true))
                .toList();
        var id = Optional.of(acquired.release());
        var action = found.job().map(Forecasting::action).orElse(Action.START);
        var why = action == Action.NOTHING ? List.<String>of() : new Reasons(plan, newest(), id, List.of()).list(found);
        return new Forecast(action, id, why, listed, found.job(), state());
    }

    private boolean areHere(List<RawFile> files) throws IOException, InterruptedException {
        for (var file : files) {
            if (home.orElseThrow().store().head(file.key()).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** A run would find out as soon as it has the file; what its source says of it is enough to tell. */
    private static void requireUnchanged(String release, KnownFiles.Known file, Optional<RawFile> recorded) {
        recorded.flatMap(file::differenceFrom).ifPresent(difference -> {
            throw RawArea.changed(release, file.source().name(), difference);
        });
    }

    private Optional<Job> newest() {
        return home.flatMap(h ->
                h.ledger().jobs(Optional.of(plan.names().dataset()), 1).stream().findFirst());
    }

    private List<RawFile> files(Job job) {
        return home.map(h -> h.ledger().files(job.id())).orElse(List.of());
    }

    private Set<RawFile> damaged(List<RawFile> files) throws IOException, InterruptedException {
        var damaged = new HashSet<RawFile>();
        for (var file : files) {
            if (new RecordedFiles(home.orElseThrow(), plan.names().organization()).isDamaged(file)) {
                damaged.add(file);
            }
        }
        return damaged;
    }

    /** The id that was written or published, else that of the files' digests when all are known. */
    private Optional<String> releaseId(Extractor.Release release, List<KnownFiles.Known> files) {
        var published = Optional.of(release.version()).filter(v -> !v.isEmpty());
        var named = plan.names().external().or(() -> published);
        if (named.isPresent() || files.stream().anyMatch(f -> f.sha256().isEmpty())) {
            return named;
        }
        var lines = files.stream()
                .map(f -> Map.entry(f.source().name(), f.sha256().orElseThrow()))
                .toList();
        return Optional.of(RawArea.releaseIdOf(lines));
    }

    /** The job that a run would take up, when all digests are known. */
    private Found find(String release, List<KnownFiles.Known> files) throws IOException, InterruptedException {
        if (home.isEmpty() || files.stream().anyMatch(f -> f.sha256().isEmpty())) {
            return NOT_FOUND;
        }
        var raw = new ArrayList<RawFile>();
        for (var file : files) {
            raw.add(file.raw(raw.size()));
        }
        var opening = new JobOpening(plan, home.get(), home.get().ledger());
        return opening.find(new Acquired(release, raw), instant());
    }

    private static Action action(Job job) {
        if (job.status() == JobStatus.STORING) {
            return Action.PUBLISH;
        }
        return job.status() == JobStatus.COMPLETED ? Action.NOTHING : Action.RESUME;
    }

    private boolean isKept(Optional<String> release, KnownFiles.Known file) throws IOException, InterruptedException {
        if (home.isEmpty() || release.isEmpty()) {
            return false;
        }
        var raw = new RawArea(home.get().store(), home.get().folder());
        var size = raw.size(
                plan.names().organization(), release.get(), file.source().name());
        var expected = file.source().size();
        return size.isPresent() && (expected.isEmpty() || expected.getAsLong() == size.getAsLong());
    }

    private Map<String, String> state() throws IOException, InterruptedException {
        return home.isEmpty()
                ? Map.of()
                : home.get()
                        .state()
                        .read(plan.names().dataset())
                        .map(e -> e.values())
                        .orElse(Map.of());
    }
}
