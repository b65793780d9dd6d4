package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.plugin.Option;
import java.util.HashSet;
import java.util.List;

/** Options of the normalizer {@code primary_key}. */
public record PrimaryKeyOptions(
        @Option(
                value = "The columns that identify a record, in order; a record that lacks one is rejected.",
                example = "[series_code, obs_time]")
        List<String> fields) {
    public PrimaryKeyOptions {
        fields = List.copyOf(fields);
        if (fields.isEmpty() || new HashSet<>(fields).size() < fields.size()) {
            throw new IllegalArgumentException("'fields' must name each key column once, found " + fields);
        }
    }
}
