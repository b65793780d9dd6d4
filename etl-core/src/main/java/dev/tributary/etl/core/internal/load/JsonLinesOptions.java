package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.plugin.Option;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Options of the loader {@code jsonl}. */
public record JsonLinesOptions(
        @Option("The folder of the parts; without it, output/{dataset_id}/{release} in the home folder.")
        Optional<Path> directory,

        @Option("Not built yet: columns whose values make folders.")
        List<String> partitionBy,

        @Option(value = "How parts are compressed: none, gzip or zstd.", defaultValue = "none")
        Compression compression) {
    public JsonLinesOptions {
        partitionBy = List.copyOf(partitionBy);
        if (!partitionBy.isEmpty()) {
            throw new IllegalArgumentException("'partition_by' is not built yet: remove it");
        }
    }
}
