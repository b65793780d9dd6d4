package dev.tributary.etl.core.dataset;

import dev.tributary.etl.spi.plugin.Option;
import java.util.List;

/** The files that a rule of {@code parse} is for. */
record FileGlobs(
        @Option(value = "Globs; the first rule that matches parses a file", example = "[\"*.gff.gz\"]")
        List<String> files) {
    FileGlobs {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("'files' must name at least one glob");
        }
    }
}
