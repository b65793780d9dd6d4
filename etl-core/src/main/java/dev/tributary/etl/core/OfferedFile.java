package dev.tributary.etl.core;

import java.util.List;
import java.util.OptionalLong;

/**
 * A file that a source offers; it was not read.
 *
 * @param location where it would be fetched from, without user names, passwords and query
 * @param checksums published digests, such as {@code sha256:9f86...}
 */
public record OfferedFile(String name, String location, OptionalLong bytes, List<String> checksums) {
    public OfferedFile {
        checksums = List.copyOf(checksums);
    }
}
