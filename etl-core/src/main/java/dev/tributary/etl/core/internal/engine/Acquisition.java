package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.fetch.Fetching;
import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.fetch.VerifiedFile;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.steps.Steps;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The extract stage of a run: which release it is, and its files, verified and in the raw area. */
final class Acquisition {
    private final JobPlan plan;
    private final RawArea raw;
    private final Ledger ledger;
    private final LongConsumer progress;
    private final Steps steps;

    /** A release with its files in order. */
    record Acquired(String release, List<RawFile> files) {}

    Acquisition(JobPlan plan, RawArea raw, Ledger ledger, LongConsumer progress, Steps steps) {
        this.plan = plan;
        this.raw = raw;
        this.ledger = ledger;
        this.progress = progress;
        this.steps = steps;
    }

    Acquired acquire(Extractor extractor) throws IOException, InterruptedException {
        var release = extractor.release(plan.wanted(extractor.versions()));
        var sources = Fetching.inOrder(release);
        if (sources.isEmpty()) {
            throw new EtlException(StandardError.SOURCE_MISSING, "Cannot extract: the release has no files");
        }
        var incoming = raw.incoming(plan.names().organization(), plan.names().dataset());
        var fetching = new Fetching(extractor, incoming, demand(), progress, steps);
        var verified = seenBefore() ? fetchWhatChanged(fetching, sources, release) : fetch(fetching, sources);
        var id = releaseId(release, verified);
        verified.forEach(file -> requireUnchanged(id, file));
        return new Acquired(id, raw.settle(plan.names().organization(), id, verified));
    }

    private String releaseId(Extractor.Release release, List<VerifiedFile> files) {
        var published = Optional.of(release.version()).filter(v -> !v.isEmpty());
        return plan.names().external().or(() -> published).orElseGet(() -> RawArea.releaseId(files));
    }

    private Fetching.Demand demand() {
        return switch (plan.policy().verify()) {
            case IF_PUBLISHED -> Fetching.Demand.CHECK_IF_PUBLISHED;
            case REQUIRED -> Fetching.Demand.REQUIRE;
            case NONE -> Fetching.Demand.IGNORE;
        };
    }

    private boolean seenBefore() {
        return !ledger.jobs(Optional.of(plan.names().dataset()), 1).isEmpty();
    }

    private static List<VerifiedFile> fetch(Fetching fetching, List<SourceFile> sources)
            throws IOException, InterruptedException {
        var files = new ArrayList<VerifiedFile>();
        for (var source : sources) {
            files.add(fetching.fetch(source));
        }
        return files;
    }

    /** Looks first and writes only what the raw area does not have: a run that has nothing to do must write nothing. */
    private List<VerifiedFile> fetchWhatChanged(Fetching fetching, List<SourceFile> sources, Extractor.Release release)
            throws IOException, InterruptedException {
        var looked = new ArrayList<VerifiedFile>();
        for (var source : sources) {
            looked.add(fetching.look(source));
        }
        var id = releaseId(release, looked);
        var files = new ArrayList<VerifiedFile>();
        for (var file : looked) {
            requireUnchanged(id, file);
            boolean there = raw.has(plan.names().organization(), id, file);
            files.add(there ? file : fetching.fetch(file.source()));
        }
        return files;
    }

    private void requireUnchanged(String release, VerifiedFile file) {
        var recorded = ledger.recordedFile(
                plan.names().organization(), release, file.source().name());
        if (recorded.isPresent()
                && !recorded.get().sha256().equals(file.digests().sha256())) {
            throw RawArea.changed(release, file, recorded.get().sha256());
        }
    }
}
