package dev.tributary.etl.core.internal.fetch;

import dev.tributary.etl.core.internal.steps.Steps;
import dev.tributary.etl.core.internal.transfer.Transfers;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;

/**
 * Fetches the files of one release into a folder of this dataset's own. Every byte goes through the digests on its way. What breaks off is kept and
 * gone on with, also by a later run. What is not what its source published is fetched once more from its start, and then put into quarantine; of a
 * local file nothing is left behind, for its bytes are at hand.
 */
public final class Fetching {
    /** What is demanded of published checksums. */
    public enum Demand {
        CHECK_IF_PUBLISHED,
        REQUIRE,
        IGNORE
    }

    /**
     * Where files lie on their way.
     *
     * @param incoming a folder that nobody else writes to
     * @param quarantine a folder for files that are not what they should be
     */
    public record Places(Path incoming, Path quarantine) {}

    /** More files than this belong behind a narrower pattern. */
    static final int MAX_FILES = 100_000;

    private final Extractor extractor;
    private final Places places;
    private final Verification verification;
    private final Download download;
    private final Executor executor;
    private final LongConsumer progress;
    private final Steps steps;

    /** {@code progress} is told the bytes of each read; what it throws ends the fetching, and what came is kept. */
    public Fetching(Extractor extractor, Places places, Demand demand, Transfers transfers, Watcher watcher) {
        this.extractor = extractor;
        this.places = places;
        this.verification = new Verification(demand);
        this.download = new Download(extractor, transfers, watcher.progress());
        this.executor = transfers.executor();
        this.progress = watcher.progress();
        this.steps = watcher.steps();
    }

    /** Who is told: of bytes, and of named steps. */
    public record Watcher(LongConsumer progress, Steps steps) {}

    /** The files of a release in the order of their names, which is the order of their records. */
    public static List<SourceFile> inOrder(Extractor.Release release) {
        if (release.files().size() > MAX_FILES) {
            throw new EtlException(
                    StandardError.SOURCE_UNAVAILABLE,
                    "Cannot fetch " + release.files().size() + " files: at most " + MAX_FILES + " make a release",
                    "narrow the pattern");
        }
        var firsts = new HashMap<String, String>();
        release.files().forEach(f -> firsts.merge(f.group(), f.name(), (a, b) -> a.compareTo(b) <= 0 ? a : b));
        return release.files().stream()
                .sorted(Comparator.comparing((SourceFile f) -> firsts.get(f.group()))
                        .thenComparing(SourceFile::name))
                .toList();
    }

    /**
     * What a file is at its source now, without bringing it here if there is another way: a local file is read; of one that was fetched before, the
     * published digests or the source's entity tell that it is still the same. Else it is fetched.
     *
     * @param recorded the digests under which a file of this release and name is kept already
     */
    public VerifiedFile look(SourceFile file, Optional<Digests> recorded) throws IOException, InterruptedException {
        if (isLocal(file)) {
            var digests = read(file);
            return new VerifiedFile(file, digests, Optional.empty(), verification.verify(file, digests));
        }
        var same = recorded.filter(d -> verification.isPublished(file, d));
        if (same.isEmpty()) {
            same = remembered(file);
        }
        return same.isPresent() ? known(file, same.get()) : fetch(file);
    }

    /** A file that need not be fetched; it may still lie where it came in. */
    private VerifiedFile known(SourceFile file, Digests digests) throws IOException {
        var whole = PartFile.whole(places.incoming(), file.name());
        boolean waits = Files.isRegularFile(whole) && sha256(whole).equals(digests.sha256());
        var incoming = waits ? Optional.of(whole) : Optional.<Path>empty();
        return new VerifiedFile(file, digests, incoming, verification.verify(file, digests));
    }

    private static String sha256(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Digests.sha256(in);
        }
    }

    private Optional<Digests> remembered(SourceFile file) throws IOException, InterruptedException {
        var note = FetchNote.read(places.incoming(), file.name());
        var digests = note.flatMap(FetchNote::digests);
        if (digests.isEmpty() || verification.isPublished(file, digests.get())) {
            return digests;
        }
        boolean same = verification.isSilent(file) && note.orElseThrow().isOf(entity(file));
        return same ? digests : Optional.empty();
    }

    /** The digests of a file as it was when it was last brought here; of a local file, as it is now. */
    public Optional<Digests> lastSeen(SourceFile file) throws IOException, InterruptedException {
        return isLocal(file)
                ? Optional.of(read(file))
                : FetchNote.read(places.incoming(), file.name()).flatMap(FetchNote::digests);
    }

    /** The source's token for what it has now; empty when it gives none. */
    public String entity(SourceFile file) throws InterruptedException {
        try {
            var opened = extractor.open(file, Extractor.Position.START);
            opened.bytes().close();
            return opened.position().entity();
        } catch (IOException e) {
            // Asking is to save fetching; fetching will meet the same failure and deal with it.
            return "";
        }
    }

    private Digests read(SourceFile file) throws IOException, InterruptedException {
        var opened = extractor.open(file, Extractor.Position.START);
        try (var in = opened.bytes()) {
            return Digests.copy(in, OutputStream.nullOutputStream(), file.checksums(), progress);
        }
    }

    /** Remembers that a file was verified, so that it need not be fetched while the source publishes these digests or has this entity. */
    public void remember(SourceFile file, String entity, Digests digests) throws IOException {
        FetchNote.verified(entity, digests).write(places.incoming(), file.name());
    }

    /** The strongest published digest that these agree with; an EtlException when they are not the file's. */
    public Optional<String> check(SourceFile file, Digests digests) {
        return verification.verify(file, digests);
    }

    /** Fetches and verifies a file. */
    public VerifiedFile fetch(SourceFile file) throws IOException, InterruptedException {
        verification.requireChecksum(file);
        try (var part = PartFile.open(places.incoming(), file, executor)) {
            return isLocal(file) ? bringLocal(file, part) : bringTwice(file, part);
        }
    }

    private VerifiedFile bringLocal(SourceFile file, PartFile part) throws IOException, InterruptedException {
        try {
            return bring(file, part);
        } catch (EtlException e) {
            part.discard();
            throw e;
        }
    }

    private VerifiedFile bringTwice(SourceFile file, PartFile part) throws IOException, InterruptedException {
        try {
            return bring(file, part);
        } catch (EtlException e) {
            if (e.code() != StandardError.CHECKSUM_MISMATCH) {
                throw e;
            }
        }
        part.restart("");
        try {
            return bring(file, part);
        } catch (EtlException e) {
            throw e.code() == StandardError.CHECKSUM_MISMATCH ? quarantined(file, part, e) : e;
        }
    }

    private VerifiedFile bring(SourceFile file, PartFile part) throws IOException, InterruptedException {
        download.bring(file, part);
        var digests = part.finish();
        steps.reached("verify");
        var expected = verification.verify(file, digests);
        var whole = part.complete();
        if (!isLocal(file)) {
            remember(file, part.entity(), digests);
        }
        return new VerifiedFile(file, digests, Optional.of(whole), expected);
    }

    private EtlException quarantined(SourceFile file, PartFile part, EtlException e) throws IOException {
        var kept = new Quarantine(places.quarantine())
                .take(part, file.name(), e.problem().toString());
        return new EtlException(
                e.problem()
                        .withHint("its source or what it publishes is wrong; for a look, the file is kept as " + kept),
                e);
    }

    /** Reading a local file again takes time and nothing else. */
    public static boolean isLocal(SourceFile file) {
        return "file".equals(file.location().getScheme());
    }
}
