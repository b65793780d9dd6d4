package dev.tributary.etl.spi.io;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A file of a release. {@code name} is unique in the release. Files of one {@code group} make one unit of a FileParser. {@code attributes} are
 * what the source says besides (purpose, etag, last modified). The engine reads three: {@code charset}, of the file's text, {@code members},
 * which makes it read an archive: globs of the paths inside it, one a line, and {@link #CHECKSUM_EXPECTED}.
 */
public record SourceFile(
        String name,
        URI location,
        String group,
        OptionalLong size,
        List<Checksum> checksums,
        Map<String, String> attributes) {
    /** An attribute of any value: the source publishes digests and has none of this file, so only {@code verify: none} takes it. */
    public static final String CHECKSUM_EXPECTED = "checksum_expected";

    public SourceFile {
        checksums = List.copyOf(checksums);
        attributes = Map.copyOf(attributes);
    }

    /** A file of which only the place is known; its group is its name. */
    public static SourceFile of(String name, URI location) {
        return new SourceFile(name, location, name, OptionalLong.empty(), List.of(), Map.of());
    }
}
