package dev.tributary.etl.core.internal.http;

import dev.tributary.etl.core.internal.extract.AgreedChecksums;
import dev.tributary.etl.core.internal.extract.ChecksumList;
import dev.tributary.etl.core.internal.extract.WrittenChecksums;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.Checksum;
import dev.tributary.etl.spi.io.SourceFile;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Adds to files what is published of their digests: in the dataset file, in a checksum list, in small files beside them. */
final class Published {
    private static final String NONE = "none";
    private static final int MAX_SIDECAR_BYTES = 1 << 20;
    private static final List<Checksum.Algorithm> SIDECARS =
            List.of(Checksum.Algorithm.MD5, Checksum.Algorithm.SHA_256);

    private final Optional<Object> written;
    private final Map<String, List<Checksum>> named;
    private final SmallDocuments documents;

    Published(Optional<Object> written, SmallDocuments documents) {
        this.written = written;
        this.named = WrittenChecksums.parse(written.orElse(Map.of()));
        this.documents = documents;
    }

    /** The files with all their checksums; those that they have already must agree. */
    List<SourceFile> addTo(List<SourceFile> files) throws IOException, InterruptedException {
        WrittenChecksums.requireNames(
                named, files.stream().map(SourceFile::name).collect(Collectors.toSet()));
        var list = list(files);
        var complete = new ArrayList<SourceFile>();
        for (var file : files) {
            complete.add(addTo(file, list));
        }
        return complete;
    }

    /** A list and the folder that its names count from. */
    private record Listed(ChecksumList list, URI place) {}

    private Optional<Listed> list(List<SourceFile> files) throws IOException, InterruptedException {
        var text =
                written.filter(String.class::isInstance).map(String.class::cast).orElse(NONE);
        if (NONE.equals(text) || files.isEmpty()) {
            return Optional.empty();
        }
        URI place;
        try {
            place = files.get(0).location().resolve(text.strip());
        } catch (IllegalArgumentException e) {
            throw new EtlException(
                    StandardError.OPTION_INVALID, "Cannot use 'checksums': it is no URL (" + e.getMessage() + ")");
        }
        var bytes = documents.read(place, (int) ChecksumList.MAX_BYTES);
        return Optional.of(new Listed(ChecksumList.parse(Urls.shown(place), bytes), place));
    }

    private SourceFile addTo(SourceFile file, Optional<Listed> list) throws IOException, InterruptedException {
        var all = new AgreedChecksums(file.name());
        all.add(file.checksums());
        all.add(named.getOrDefault(file.name(), List.of()));
        if (list.isPresent()) {
            all.add(listed(file, list.get()));
        }
        if (all.list().isEmpty() && written.isEmpty()) {
            all.add(beside(file));
        }
        Map<String, String> attributes = new HashMap<>(file.attributes());
        if (!all.list().isEmpty()) {
            attributes.remove(SourceFile.CHECKSUM_EXPECTED);
        }
        return new SourceFile(file.name(), file.location(), file.group(), file.size(), all.list(), attributes);
    }

    /** A list names files by their place from its own folder, or by their bare name. */
    private static List<Checksum> listed(SourceFile file, Listed listed) {
        var relative = listed.place().resolve(".").relativize(file.location()).getPath();
        boolean isBelow =
                relative != null && !relative.startsWith("/") && listed.list().has(relative);
        return listed.list().find(isBelow ? relative : file.name());
    }

    /** What a small file beside a file says; a page in its place is what servers send for files that they do not have. */
    private List<Checksum> beside(SourceFile file) throws IOException, InterruptedException {
        for (var algorithm : SIDECARS) {
            var place = Urls.ending(file.location(), "." + algorithm.label());
            var found = sidecar(place);
            if (found.isPresent() && !found.get().html()) {
                return ChecksumList.sidecar(
                        Urls.shown(place), found.get().bytes(), algorithm, Urls.name(file.location()));
            }
        }
        return List.of();
    }

    private Optional<SmallDocuments.Found> sidecar(URI place) throws IOException, InterruptedException {
        try {
            return documents.find(place, MAX_SIDECAR_BYTES);
        } catch (EtlException e) {
            if (e.code() == StandardError.SOURCE_REFUSED) {
                // Servers of signed URLs refuse what they did not sign, whether it is there or not.
                return Optional.empty();
            }
            throw e;
        }
    }
}
