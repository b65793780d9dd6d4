package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.engine.acquire.Acquisition;
import dev.tributary.etl.core.internal.engine.acquire.Acquisition.Acquired;
import dev.tributary.etl.core.internal.engine.acquire.RecordedFiles;
import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.home.RunContext;
import dev.tributary.etl.core.internal.engine.job.JobInstant;
import dev.tributary.etl.core.internal.engine.lease.UnderLease;
import dev.tributary.etl.core.internal.engine.lease.Workers;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.fetch.Digests;
import dev.tributary.etl.core.internal.fetch.Fetching;
import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.fetch.VerifiedFile;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The extract stage of a dataset alone: no job is made, and later runs find the files here. One thread. */
public final class FetchRun {
    /** What came out: the release's id, its files, and what is wrong. */
    public record Result(String release, List<RawFile> files, List<Problem> problems) {}

    private final JobPlan plan;
    private final Home home;
    private final Optional<Instant> asOf;
    private final RawArea raw;
    private final Acquisition acquisition;

    /** {@code progress} is told how many bytes came. */
    public FetchRun(JobPlan plan, Home home, Optional<Instant> asOf, LongConsumer progress) {
        this.plan = plan;
        this.home = home;
        this.asOf = asOf;
        this.raw = new RawArea(home.store(), home.folder());
        this.acquisition = new Acquisition(plan, home, progress);
    }

    /** What is done with the extractor. */
    private interface Work {
        Result with(Extractor extractor) throws IOException, InterruptedException;
    }

    /** Brings the release's files here and verifies them. */
    public Result fetch() throws IOException, InterruptedException {
        return underLease(extractor -> result(acquisition.acquire(extractor)));
    }

    /** Takes files that were brought here by other means, verified as if they had been fetched; the folder keeps its own. */
    public Result adopt(Path folder) throws IOException, InterruptedException {
        return underLease(extractor -> {
            var release = acquisition.release(extractor);
            var acquired = acquisition.acquire(new AdoptingExtractor(release, folder));
            remember(extractor, release, acquired);
            return result(acquired);
        });
    }

    private static Result result(Acquired acquired) {
        return new Result(acquired.release(), acquired.files(), List.of());
    }

    /** Tells later runs that these are the source's files, as far as it says what it has. */
    private void remember(Extractor extractor, Extractor.Release release, Acquired acquired)
            throws IOException, InterruptedException {
        var fetching = acquisition.fetching(extractor);
        for (var source : release.files()) {
            for (var file : acquired.files()) {
                if (file.name().equals(source.name()) && !Fetching.isLocal(source)) {
                    var entity = source.checksums().isEmpty() ? fetching.entity(source) : "";
                    fetching.remember(source, entity, Digests.of(file.bytes(), file.md5(), file.sha256()));
                }
            }
        }
    }

    /** Compares the files that are here with what was recorded and with what the source publishes now; brings nothing here. */
    public Result verify() throws IOException, InterruptedException {
        return withExtractor(this::verify);
    }

    private Result verify(Extractor extractor) throws IOException, InterruptedException {
        var release = acquisition.release(extractor);
        var named = acquisition.named(release);
        var id = (named.isPresent() ? named : byDigests(extractor, release))
                .or(this::lastRelease)
                .orElse("");
        var files = new ArrayList<RawFile>();
        var problems = new ArrayList<Problem>();
        for (var source : Fetching.inOrder(release)) {
            try {
                files.add(verified(acquisition.fetching(extractor), source, id));
            } catch (EtlException e) {
                problems.add(e.problem());
            }
        }
        return new Result(id, files, problems);
    }

    /** The id of a release without a name, as it was when its files were brought here. */
    private Optional<String> byDigests(Extractor extractor, Extractor.Release release)
            throws IOException, InterruptedException {
        var fetching = acquisition.fetching(extractor);
        var seen = new ArrayList<VerifiedFile>();
        for (var source : Fetching.inOrder(release)) {
            fetching.lastSeen(source)
                    .ifPresent(d -> seen.add(new VerifiedFile(source, d, Optional.empty(), Optional.empty())));
        }
        return seen.size() == release.files().size() ? Optional.of(RawArea.releaseId(seen)) : Optional.empty();
    }

    private Optional<String> lastRelease() {
        return home.ledger().jobs(Optional.of(plan.names().dataset()), 1).stream()
                .map(job -> job.draft().externalVersion())
                .findFirst();
    }

    private RawFile verified(Fetching fetching, SourceFile source, String release)
            throws IOException, InterruptedException {
        var organization = plan.names().organization();
        var here = release.isEmpty() ? Optional.<Digests>empty() : raw.find(organization, release, source);
        if (here.isEmpty()) {
            throw new EtlException(
                    StandardError.SOURCE_MISSING,
                    "Cannot verify " + source.name() + ": it was not fetched yet",
                    "run: etl fetch " + plan.names().dataset());
        }
        new RecordedFiles(home, organization)
                .find(release, source.name())
                .ifPresent(recorded -> requireSame(here.get(), recorded));
        var expected = fetching.check(source, here.get());
        return raw.rawFile(organization, release, new VerifiedFile(source, here.get(), Optional.empty(), expected));
    }

    private static void requireSame(Digests here, RawFile recorded) {
        if (!here.sha256().equals(recorded.sha256())) {
            throw new EtlException(
                    StandardError.OBJECT_DAMAGED,
                    "Cannot use " + recorded.key() + ": its sha256 is " + here.sha256() + ", recorded was "
                            + recorded.sha256(),
                    "delete it and fetch it again");
        }
    }

    private Result underLease(Work work) throws IOException, InterruptedException {
        var worker = Workers.local(plan.policy().lease());
        return new UnderLease(plan, home, worker).call(held -> withExtractor(work));
    }

    private Result withExtractor(Work work) throws IOException, InterruptedException {
        var instant = JobInstant.of(plan.names(), asOf, home);
        try (var context = new RunContext(plan.names(), home, instant, Map.of());
                var extractor = plan.stages().extractor().make(context)) {
            return work.with(extractor);
        }
    }
}
