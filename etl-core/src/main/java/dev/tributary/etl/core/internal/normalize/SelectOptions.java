package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.plugin.Option;
import java.util.List;

/** Options of the normalizer {@code select}: one of {@code keep} and {@code drop}. */
public record SelectOptions(
        @Option(value = "The columns to keep; all others go.", example = "[accession, sequence]")
        List<String> keep,

        @Option(value = "The columns to drop; all others stay.", example = "[comments]")
        List<String> drop) {
    public SelectOptions {
        keep = List.copyOf(keep);
        drop = List.copyOf(drop);
        if (keep.isEmpty() == drop.isEmpty()) {
            throw new IllegalArgumentException("write one of 'keep' and 'drop'");
        }
    }
}
