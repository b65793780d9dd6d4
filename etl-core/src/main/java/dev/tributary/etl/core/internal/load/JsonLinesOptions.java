package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.plugin.Option;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Options of the loader {@code jsonl}. */
public record JsonLinesOptions(
        @Option("The folder of the parts; without it, output/{dataset_id}/{release} in the home folder.")
        Optional<Path> directory,

        @Option(
                value =
                        "Columns whose values make folders, column=value for each in turn; values are encoded as in object keys.",
                example = "[taxonomy_id]")
        List<String> partitionBy,

        @Option(value = "How parts are compressed: none, gzip or zstd.", defaultValue = "none")
        Compression compression) {
    public JsonLinesOptions {
        partitionBy = List.copyOf(partitionBy);
        if (partitionBy.stream().anyMatch(String::isBlank) || new HashSet<>(partitionBy).size() < partitionBy.size()) {
            throw new IllegalArgumentException("'partition_by' names a column twice, or none: " + partitionBy);
        }
    }
}
