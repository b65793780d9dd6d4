package dev.tributary.etl.core.internal.extract;

import dev.tributary.etl.spi.io.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers what is published about a file's digests: by the {@code checksums} option and by the files beside it. */
final class PublishedChecksums {
    private final Map<String, List<Checksum>> named;
    private final Optional<ChecksumList> list;

    PublishedChecksums(Map<String, List<Checksum>> named, Optional<ChecksumList> list) {
        this.named = named;
        this.list = list;
    }

    /** Refuses names under {@code checksums} that no file has: a slip there would leave a file unverified. */
    void checkNames(Set<String> files) {
        WrittenChecksums.requireNames(named, files);
    }

    /** One checksum per algorithm, weakest first. */
    List<Checksum> of(String name, Path file) throws IOException {
        var all = new AgreedChecksums(name);
        all.add(named.getOrDefault(name, List.of()));
        if (list.isPresent()) {
            all.add(list.get().find(name));
        }
        for (var algorithm : Checksum.Algorithm.values()) {
            var sidecar = file.resolveSibling(FileNames.fileName(file) + "." + algorithm.label());
            if (Files.isRegularFile(sidecar)) {
                var bytes = ChecksumList.bytes(sidecar);
                all.add(ChecksumList.sidecar(sidecar.toString(), bytes, algorithm, FileNames.fileName(file)));
            }
        }
        return all.list();
    }

    /** The data file that a file of this name would be the checksum of. */
    static Optional<Path> dataFile(Path file) {
        var name = FileNames.fileName(file);
        for (var algorithm : Checksum.Algorithm.values()) {
            var ending = "." + algorithm.label();
            if (name.endsWith(ending) && name.length() > ending.length()) {
                return Optional.of(file.resolveSibling(name.substring(0, name.length() - ending.length())));
            }
        }
        return Optional.empty();
    }
}
