package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.plugin.Option;
import java.util.List;

/** Options of the loader {@code files}. */
public record FilesOptions(
        @Option(value = "The formats that each record is written in.", example = "[dat, fasta, json]")
        List<String> formats) {
    public FilesOptions {
        formats = List.copyOf(formats);
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("'formats' names no format");
        }
        if (formats.stream().distinct().count() < formats.size()) {
            throw new IllegalArgumentException("'formats' names a format twice: " + formats);
        }
    }
}
