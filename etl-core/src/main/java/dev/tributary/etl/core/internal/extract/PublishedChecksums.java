package dev.tributary.etl.core.internal.extract;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
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
        for (var name : named.keySet()) {
            if (!files.contains(name)) {
                throw new EtlException(
                        StandardError.OPTION_INVALID,
                        "Cannot use 'checksums': no extracted file is named " + name,
                        "the files are " + files.stream().limit(5).toList() + (files.size() > 5 ? " and more" : ""));
            }
        }
    }

    /** One checksum per algorithm, weakest first. */
    List<Checksum> of(String name, Path file) throws IOException {
        var all = new EnumMap<Checksum.Algorithm, Checksum>(Checksum.Algorithm.class);
        merge(name, named.getOrDefault(name, List.of()), all);
        if (list.isPresent()) {
            merge(name, list.get().find(name), all);
        }
        for (var algorithm : Checksum.Algorithm.values()) {
            var sidecar = file.resolveSibling(FileNames.fileName(file) + "." + algorithm.label());
            if (Files.isRegularFile(sidecar)) {
                merge(name, ChecksumList.sidecar(sidecar, algorithm, FileNames.fileName(file)), all);
            }
        }
        return List.copyOf(all.values());
    }

    private static void merge(String name, List<Checksum> more, Map<Checksum.Algorithm, Checksum> all) {
        for (var checksum : more) {
            var other = all.putIfAbsent(checksum.algorithm(), checksum);
            if (other != null && !other.equals(checksum)) {
                throw new EtlException(
                        StandardError.CHECKSUM_LIST_INVALID,
                        "Cannot verify " + name + ": two published checksums disagree (" + other + ", " + checksum
                                + ")");
            }
        }
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
