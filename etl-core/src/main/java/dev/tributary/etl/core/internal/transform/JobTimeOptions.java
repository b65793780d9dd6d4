package dev.tributary.etl.core.internal.transform;

import dev.tributary.etl.spi.plugin.Option;
import java.util.List;

/** Options of the transformer {@code timestamps}. */
public record JobTimeOptions(
        @Option(
                value =
                        "Columns that get the instant at which the job was created, which is the same in every run of it; without any, collection_date.",
                example = "[collection_date]")
        List<String> fields) {
    public JobTimeOptions {
        fields = fields.isEmpty() ? List.of("collection_date") : List.copyOf(fields);
    }
}
