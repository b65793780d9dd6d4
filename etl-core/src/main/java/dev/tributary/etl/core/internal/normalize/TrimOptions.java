package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.plugin.Option;
import java.util.List;

/** Options of the normalizer {@code trim}. */
public record TrimOptions(
        @Option(value = "The columns to trim; all when none is named.", example = "[gene_name]")
        List<String> fields,

        @Option(value = "Whether texts inside lists and maps are trimmed too.", defaultValue = "false")
        boolean nested) {
    public TrimOptions {
        fields = List.copyOf(fields);
    }
}
