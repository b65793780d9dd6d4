package dev.tributary.etl.core.internal.metalink;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.Checksum;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a metalink says.
 *
 * @param version the release; empty when it names none
 */
public record Metalink(Optional<String> version, List<Entry> files) {
    /**
     * One file.
     *
     * @param name a relative path without {@code ..}
     * @param checksums one per algorithm, weakest first; empty when it has none that is known
     * @param urls its http(s) places, the preferred first; others, such as ftp, are left out
     */
    public record Entry(String name, OptionalLong size, List<Checksum> checksums, List<URI> urls) {}

    /**
     * The file of this name.
     *
     * @throws EtlException METALINK_INVALID when it is not listed
     */
    public Entry find(String name, String source) {
        return files.stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new EtlException(
                        StandardError.METALINK_INVALID,
                        "Cannot fetch " + name + ": " + source + " does not list it",
                        "it lists " + shown()));
    }

    private String shown() {
        var names = files.stream().map(Entry::name).limit(20).toList();
        return String.join(", ", names) + (files.size() > names.size() ? " and more" : "");
    }
}
