package dev.tributary.etl.core.internal.transform;

import dev.tributary.etl.spi.plugin.Option;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Options of the transformer {@code lookup}. */
public record LookupOptions(
        @Option(value = "The column whose value is looked up, as text.", example = "series_code")
        String field,

        @Option(
                value = "What to set for each value: a value for the column 'into', or a map of columns to values.",
                example = "{FXRATE: {unit: ARS, frequency: D}}")
        Map<String, Object> table,

        @Option(value = "The column that plain values of the table go into; without it, the looked-up column itself.")
        Optional<String> into,

        @Option(
                value = "What becomes of a record whose value is not in the table: keep it as it is, or reject it.",
                defaultValue = "keep")
        Missing missing) {
    /** What becomes of a record whose value is not in the table. */
    public enum Missing {
        /** It stays as it is. */
        KEEP,
        /** It is a dead letter that names field and value. */
        REJECT
    }

    public LookupOptions {
        var copy = new LinkedHashMap<String, Object>();
        table.forEach((key, value) -> copy.put(key, ConstantValues.checked(key, value)));
        table = Collections.unmodifiableMap(copy);
        if (table.isEmpty()) {
            throw new IllegalArgumentException("'table' has no row");
        }
    }

    /** The columns that a row sets. */
    Map<String, Object> columns(Object row) {
        var columns = new LinkedHashMap<String, Object>();
        if (row instanceof Map<?, ?> map) {
            map.forEach((column, value) -> columns.put(String.valueOf(column), value));
        } else {
            columns.put(into.orElse(field), row);
        }
        return columns;
    }
}
