package dev.tributary.etl.core.internal.options;

import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import dev.tributary.etl.core.internal.yaml.YamlSequence;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.plugin.Secret;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes secrets, and values that came from outside the file, out of texts that others wrote; their expressions stand there instead. */
final class Redaction {
    /** The longest first: one value may be part of another. */
    private final Map<String, String> replacements =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private Redaction() {}

    /** For the values below a node and the values bound of it. */
    static Redaction of(YamlNode node, Object[] values) {
        Redaction redaction = new Redaction();
        redaction.collect(node);
        for (Object value : values) {
            redaction.collectSecrets(value);
        }
        redaction.replacements.remove("");
        return redaction;
    }

    /** The problem without such values. */
    Problem apply(Problem problem) {
        return new Problem(
                problem.code(),
                apply(problem.message()),
                problem.field().map(this::apply),
                problem.hint().map(this::apply));
    }

    private String apply(String text) {
        String result = text;
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            result = result.replace(replacement.getKey(), replacement.getValue());
        }
        return result;
    }

    private void collect(YamlNode node) {
        if (node instanceof YamlSequence sequence) {
            sequence.items().forEach(this::collect);
        } else if (node instanceof YamlMapping mapping) {
            mapping.entries().forEach(e -> collect(e.value()));
        } else if (node instanceof YamlScalar scalar && scalar.isInterpolated()) {
            replacements.put(scalar.text(), scalar.written());
        }
    }

    private void collectSecrets(Object value) {
        if (value instanceof Secret secret) {
            replacements.put(secret.reveal(), "***");
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(this::collectSecrets);
        } else if (value instanceof Collection<?> items) {
            items.forEach(this::collectSecrets);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::collectSecrets);
        }
    }
}
