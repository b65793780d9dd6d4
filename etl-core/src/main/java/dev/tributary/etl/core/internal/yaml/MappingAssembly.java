package dev.tributary.etl.core.internal.yaml;

import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts one mapping together: refuses a key that comes twice, and merges what stands under {@code <<} without overriding. */
final class MappingAssembly {
    private final Place place;
    private final ProblemCollector problems;
    private final Map<String, YamlMapping.Entry> entries = new LinkedHashMap<>();
    private final List<YamlMapping> merged = new ArrayList<>();

    MappingAssembly(Place place, ProblemCollector problems) {
        this.place = place;
        this.problems = problems;
    }

    void add(YamlNode key, Place keyPlace, YamlNode value) {
        if (!(key instanceof YamlScalar name)) {
            error(keyPlace, "Cannot read the key: found " + key.found(), "write a plain name");
        } else if (name.isPlain() && name.text().equals("<<")) {
            merge(value);
        } else {
            put(new YamlMapping.Entry(name.text(), keyPlace, value));
        }
    }

    YamlMapping mapping() {
        for (YamlMapping source : merged) {
            source.entries().forEach(e -> entries.putIfAbsent(e.key(), e));
        }
        return new YamlMapping(place, entries.values());
    }

    private void put(YamlMapping.Entry entry) {
        YamlMapping.Entry first = entries.putIfAbsent(entry.key(), entry);
        if (first != null) {
            String message = "Cannot read the key " + Excerpt.of(entry.key()) + ": it comes twice in one mapping";
            error(
                    entry.place(),
                    message,
                    "the first is in line " + first.place().line() + ", remove one of them");
        }
    }

    private void merge(YamlNode value) {
        List<YamlNode> sources = value instanceof YamlSequence list ? list.items() : List.of(value);
        for (YamlNode source : sources) {
            if (source instanceof YamlMapping mapping) {
                merged.add(mapping);
            } else {
                error(source.place(), "Cannot merge '<<': found " + source.found(), "name the anchor of a mapping");
            }
        }
    }

    private void error(Place at, String message, String hint) {
        problems.error(
                at, "", Problem.of(StandardError.CONFIG_UNREADABLE, message).withHint(hint));
    }
}
