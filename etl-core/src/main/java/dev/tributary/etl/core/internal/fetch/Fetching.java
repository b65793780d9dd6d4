package dev.tributary.etl.core.internal.fetch;

import dev.tributary.etl.core.internal.steps.Steps;
import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.Checksum;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Fetches the files of one release into a folder of this dataset's own. Every byte goes through the digests on its way; a file that is not what
 * its source published leaves nothing behind.
 */
public final class Fetching {
    /** What is demanded of published checksums. */
    public enum Demand {
        CHECK_IF_PUBLISHED,
        REQUIRE,
        IGNORE
    }

    /** More files than this belong behind a narrower pattern. */
    static final int MAX_FILES = 100_000;

    private final Extractor extractor;
    private final Path incoming;
    private final Demand demand;
    private final LongConsumer progress;
    private final Steps steps;

    /** {@code incoming}: a folder that nobody else writes to. */
    public Fetching(Extractor extractor, Path incoming, Demand demand, LongConsumer progress, Steps steps) {
        this.extractor = extractor;
        this.incoming = incoming;
        this.demand = demand;
        this.progress = progress;
        this.steps = steps;
    }

    /** The files of a release in the order of their names, which is the order of their records. */
    public static List<SourceFile> inOrder(Extractor.Release release) {
        if (release.files().size() > MAX_FILES) {
            throw new EtlException(
                    StandardError.SOURCE_UNAVAILABLE,
                    "Cannot fetch " + release.files().size() + " files: at most " + MAX_FILES + " make a release",
                    "narrow the pattern");
        }
        return release.files().stream()
                .sorted(Comparator.comparing(SourceFile::name))
                .toList();
    }

    /** The digests of a file as the source has it now, verified; nothing is stored. */
    public VerifiedFile look(SourceFile file) throws IOException, InterruptedException {
        var digests = read(file, OutputStream.nullOutputStream());
        return new VerifiedFile(file, digests, Optional.empty(), verify(file, digests));
    }

    /** Fetches and verifies a file. */
    public VerifiedFile fetch(SourceFile file) throws IOException, InterruptedException {
        Files.createDirectories(incoming);
        var part = incoming.resolve(KeyEncoding.segment(file.name()) + ".part");
        Digests digests;
        try (var out = new FileOutputStream(part.toFile())) {
            digests = read(file, out);
            out.getFD().sync();
        }
        try {
            steps.reached("verify");
            return new VerifiedFile(file, digests, Optional.of(part), verify(file, digests));
        } catch (EtlException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }

    private Digests read(SourceFile file, OutputStream out) throws IOException, InterruptedException {
        var opened = extractor.open(file, Extractor.Position.START);
        try (var in = opened.bytes()) {
            return Digests.copy(in, out, file.checksums(), progress);
        }
    }

    /** The strongest digest that agreed; all published ones must. */
    private Optional<String> verify(SourceFile file, Digests digests) {
        if (demand == Demand.IGNORE) {
            return Optional.empty();
        }
        if (file.size().isPresent() && file.size().getAsLong() != digests.bytes()) {
            throw mismatch(
                    file,
                    digests,
                    "size",
                    digests.bytes() + " bytes",
                    file.size().getAsLong() + " bytes");
        }
        for (var published : file.checksums()) {
            var actual = digests.of(published.algorithm());
            if (!actual.equals(published.hex())) {
                throw mismatch(file, digests, published.algorithm().label(), actual, published.hex());
            }
        }
        var strongest = file.checksums().stream().max(Comparator.comparing(Checksum::algorithm));
        if (strongest.isEmpty() && demand == Demand.REQUIRE) {
            throw new EtlException(
                    StandardError.CHECKSUM_MISSING,
                    "Cannot verify " + file.name() + ": its source publishes no checksum and 'verify: required' is set",
                    "name one under extract.checksums");
        }
        return strongest.map(Checksum::toString);
    }

    private static EtlException mismatch(
            SourceFile file, Digests digests, String what, String actual, String published) {
        return new EtlException(
                Problem.of(
                                StandardError.CHECKSUM_MISMATCH,
                                "Cannot verify " + file.name() + ": its " + what + " is " + actual + ", published was "
                                        + published + " (" + digests.bytes() + " bytes)")
                        .withHint("fetch the file again, or correct the published checksum"),
                null);
    }
}
