package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.plugin.Option;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;

/** Options of the normalizer {@code rename}. */
public record RenameOptions(
        @Option(value = "Old column names to new ones.", example = "{OS: organism_name}")
        Map<String, String> fields) {
    public RenameOptions {
        fields = java.util.Collections.unmodifiableMap(new TreeMap<>(fields));
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("'fields' renames nothing");
        }
        var names = new HashSet<String>();
        fields.forEach((old, name) -> {
            if (name.isBlank()) {
                throw new IllegalArgumentException("the new name of " + old + " is empty");
            }
            if (!names.add(name)) {
                throw new IllegalArgumentException("two columns would be named " + name);
            }
        });
    }
}
