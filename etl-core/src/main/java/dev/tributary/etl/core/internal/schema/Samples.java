package dev.tributary.etl.core.internal.schema;

import dev.tributary.etl.core.config.ConfigException;
import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.internal.options.OptionType;
import dev.tributary.etl.core.internal.yaml.ProblemCollector;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.core.internal.yaml.YamlReader;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import dev.tributary.etl.core.internal.yaml.YamlSequence;
import java.util.LinkedHashMap;
import java.util.Map;

/** Defaults and examples, which options write as in YAML, as JSON that an editor can insert. */
final class Samples {
    private static final Place NOWHERE = Place.startOf("default");

    private Samples() {}

    static Object json(String written, OptionType type) {
        if (type instanceof OptionType.Scalar || type instanceof OptionType.Choice) {
            return scalar(written);
        }
        try {
            return json(YamlReader.fragment(written, NOWHERE, new ProblemCollector()));
        } catch (ConfigException e) {
            // An author's example such as *.gff is no YAML without quotes, and is one text all the same.
            return written;
        }
    }

    private static Object json(YamlNode node) {
        if (node instanceof YamlSequence list) {
            return list.items().stream().map(Samples::json).toList();
        }
        if (node instanceof YamlMapping mapping) {
            Map<String, Object> object = new LinkedHashMap<>();
            mapping.entries().forEach(e -> object.put(e.key(), json(e.value())));
            return object;
        }
        return scalar(((YamlScalar) node).text());
    }

    private static Object scalar(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return text.matches("0|-?[1-9][0-9]{0,17}") ? (Object) Long.valueOf(text) : text;
    }
}
