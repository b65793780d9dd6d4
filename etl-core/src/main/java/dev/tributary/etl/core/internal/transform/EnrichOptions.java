package dev.tributary.etl.core.internal.transform;

import dev.tributary.etl.spi.plugin.Option;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Options of the transformer {@code enrich}. */
public record EnrichOptions(
        @Option(
                value = "Columns and their constant values: text, numbers, true/false, lists, maps.",
                example = "{source: UniProtKB}")
        Map<String, Object> fields,

        @Option(value = "Whether a value that a record already has is replaced.", defaultValue = "false")
        boolean overwrite) {
    public EnrichOptions {
        var copy = new LinkedHashMap<String, Object>();
        fields.forEach((name, value) -> copy.put(name, ConstantValues.checked(name, value)));
        fields = Collections.unmodifiableMap(copy);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("'fields' adds nothing");
        }
    }
}
