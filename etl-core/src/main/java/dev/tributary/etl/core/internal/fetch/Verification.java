package dev.tributary.etl.core.internal.fetch;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.Checksum;
import dev.tributary.etl.spi.io.SourceFile;
import java.util.Comparator;
import java.util.Optional;

/** Compares what came with what the source published. */
final class Verification {
    private final Fetching.Demand demand;

    Verification(Fetching.Demand demand) {
        this.demand = demand;
    }

    /**
     * The strongest digest that agreed; all published ones must.
     *
     * @throws EtlException CHECKSUM_MISMATCH, or CHECKSUM_MISSING when one is demanded and there is none
     */
    Optional<String> verify(SourceFile file, Digests digests) {
        if (file.size().isPresent() && file.size().getAsLong() != digests.bytes()) {
            throw mismatch(
                    file,
                    digests,
                    "size",
                    digests.bytes() + " bytes",
                    file.size().getAsLong() + " bytes");
        }
        if (demand == Fetching.Demand.IGNORE) {
            return Optional.empty();
        }
        for (var published : file.checksums()) {
            var actual = digests.find(published.algorithm()).orElse("not computed");
            if (!actual.equals(published.hex())) {
                throw mismatch(file, digests, published.algorithm().label(), actual, published.hex());
            }
        }
        requireChecksum(file);
        return strongest(file).map(Checksum::toString);
    }

    /** Whether nothing that is looked at says what the file's digests are. */
    boolean isSilent(SourceFile file) {
        return demand == Fetching.Demand.IGNORE || file.checksums().isEmpty();
    }

    /** Whether these digests are known to be the file's: all that is published agrees, and something is. */
    boolean isPublished(SourceFile file, Digests digests) {
        boolean sizeAgrees = file.size().isEmpty() || file.size().getAsLong() == digests.bytes();
        return !isSilent(file)
                && sizeAgrees
                && file.checksums().stream()
                        .allMatch(c -> digests.find(c.algorithm()).equals(Optional.of(c.hex())));
    }

    private static Optional<Checksum> strongest(SourceFile file) {
        return file.checksums().stream().max(Comparator.comparing(Checksum::algorithm));
    }

    /** Refuses a file without a published digest where one is demanded, before it is fetched. */
    void requireChecksum(SourceFile file) {
        if (demand == Fetching.Demand.IGNORE) {
            return;
        }
        boolean expected = file.attributes().containsKey(SourceFile.CHECKSUM_EXPECTED);
        if (file.checksums().isEmpty() && (expected || demand == Fetching.Demand.REQUIRE)) {
            var why = expected
                    ? "its source lists it without a checksum"
                    : "its source publishes no checksum and 'verify: required' is set";
            throw new EtlException(
                    StandardError.CHECKSUM_MISSING,
                    "Cannot verify " + file.name() + ": " + why,
                    "name one under extract.checksums, or write 'verify: none'");
        }
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
