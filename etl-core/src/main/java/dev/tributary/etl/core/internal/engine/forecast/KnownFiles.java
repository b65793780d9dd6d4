package dev.tributary.etl.core.internal.engine.forecast;

import dev.tributary.etl.core.internal.engine.forecast.Forecast.Change;
import dev.tributary.etl.core.internal.fetch.Digests;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.spi.io.Checksum;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be told of a source's files without fetching them, against those of an earlier job. */
final class KnownFiles {
    private final Map<String, RawFile> before = new HashMap<>();
    private final Set<RawFile> damaged;
    private final Extractor extractor;

    /** {@code damaged}: those of the earlier files that were found so when they were read, and are fetched anew. */
    KnownFiles(List<RawFile> before, Set<RawFile> damaged, Extractor extractor) {
        before.forEach(file -> this.before.put(file.name(), file));
        this.damaged = damaged;
        this.extractor = extractor;
    }

    /** A file; its digest is the earlier job's where nothing says that it changed. */
    record Known(SourceFile source, Change change, Optional<String> sha256) {
        /** What its source says of it that is not so of the file that was recorded, with both values; empty when nothing is. */
        Optional<String> differenceFrom(RawFile recorded) {
            var sha = isMeasured(source) ? sha256 : published(source, Checksum.Algorithm.SHA_256);
            if (sha.isPresent()) {
                return difference("sha256 " + sha.get(), "sha256 " + recorded.sha256());
            }
            var md5 = published(source, Checksum.Algorithm.MD5);
            if (md5.isPresent()) {
                return difference("md5 " + md5.get(), "md5 " + recorded.md5());
            }
            return source.size().isEmpty()
                    ? Optional.empty()
                    : difference(source.size().getAsLong() + " bytes", recorded.bytes() + " bytes");
        }

        private static Optional<String> difference(String now, String recorded) {
            return now.equals(recorded) ? Optional.empty() : Optional.of(now + ", recorded was " + recorded);
        }

        /** As the identity of a job takes it. */
        RawFile raw(int index) {
            return new RawFile(
                    index,
                    source.name(),
                    "",
                    0,
                    "",
                    sha256.orElse(""),
                    Optional.empty(),
                    "none",
                    "",
                    List.of(),
                    source.group());
        }
    }

    Known of(SourceFile source) throws IOException, InterruptedException {
        var sha256 = published(source, Checksum.Algorithm.SHA_256);
        if (sha256.isEmpty() && isMeasured(source)) {
            sha256 = Optional.of(digest(source));
        }
        var earlier = before.get(source.name());
        if (earlier == null) {
            return new Known(source, Change.NEW, sha256);
        }
        if (sha256.isPresent()) {
            boolean same = sha256.get().equals(earlier.sha256());
            return new Known(source, same ? Change.SAME : Change.CHANGED, sha256);
        }
        return compared(source, earlier);
    }

    private Known compared(SourceFile source, RawFile earlier) {
        var md5 = published(source, Checksum.Algorithm.MD5);
        boolean otherSize = source.size().isPresent() && source.size().getAsLong() != earlier.bytes();
        if (otherSize || md5.filter(m -> !m.equals(earlier.md5())).isPresent()) {
            return new Known(source, Change.CHANGED, Optional.empty());
        }
        if (md5.isEmpty() && damaged.contains(earlier)) {
            return new Known(source, Change.DAMAGED, Optional.empty());
        }
        var change = md5.isPresent() ? Change.SAME : Change.SAME_SIZE;
        return new Known(source, change, Optional.of(earlier.sha256()));
    }

    private static boolean isMeasured(SourceFile source) {
        return "file".equals(source.location().getScheme());
    }

    private static Optional<String> published(SourceFile source, Checksum.Algorithm algorithm) {
        return source.checksums().stream()
                .filter(c -> c.algorithm() == algorithm)
                .map(Checksum::hex)
                .findFirst();
    }

    private String digest(SourceFile source) throws IOException, InterruptedException {
        try (var in = extractor.open(source, Extractor.Position.START).bytes()) {
            return Digests.sha256(in);
        }
    }
}
