package dev.tributary.etl.core.internal.interpolation;

import dev.tributary.etl.core.internal.yaml.Excerpt;
import dev.tributary.etl.core.internal.yaml.ProblemCollector;
import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import dev.tributary.etl.core.internal.yaml.YamlSequence;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Replaces {@code ${...}} in the scalars of a tree; keys stay as they are. A value is text and is never looked into again. Problems name the
 * expression, never a value. For one thread.
 */
public final class Interpolator {
    private static final int MAX_NESTING = 5;
    private final Map<String, VariableScheme> schemes;
    private final ProblemCollector problems;

    /** An interpolator that knows these schemes. */
    public Interpolator(Map<String, VariableScheme> schemes, ProblemCollector problems) {
        this.schemes = new TreeMap<>(schemes);
        this.problems = problems;
    }

    /** The tree with all expressions replaced; every node is a new object, so each use of an anchor stands for itself. */
    public YamlNode resolve(YamlNode node, SettingPath path) {
        if (node instanceof YamlSequence sequence) {
            List<YamlNode> items = new ArrayList<>();
            for (YamlNode item : sequence.items()) {
                items.add(resolve(item, path.index(items.size())));
            }
            return new YamlSequence(sequence.place(), items);
        }
        if (node instanceof YamlMapping mapping) {
            return mapping(mapping, path);
        }
        return scalar((YamlScalar) node, path);
    }

    /** The mapping with all expressions in its values replaced. */
    public YamlMapping mapping(YamlMapping mapping, SettingPath path) {
        List<YamlMapping.Entry> entries = new ArrayList<>();
        for (YamlMapping.Entry entry : mapping.entries()) {
            YamlNode value = resolve(entry.value(), path.key(entry.key()));
            entries.add(new YamlMapping.Entry(entry.key(), entry.place(), value));
        }
        return new YamlMapping(mapping.place(), entries);
    }

    private YamlScalar scalar(YamlScalar scalar, SettingPath path) {
        if (!scalar.text().contains("${")) {
            return scalar.copy();
        }
        try {
            return scalar.interpolated(text(scalar.text(), 0));
        } catch (EtlException e) {
            problems.error(scalar.place(), path.toString(), e.problem());
            return scalar.unresolved();
        }
    }

    private String text(String text, int nesting) {
        if (nesting > MAX_NESTING) {
            throw unresolved(
                    "Cannot resolve the expression: defaults are nested deeper than " + MAX_NESTING, "flatten it");
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", from)) {
            if (at > from && text.charAt(at - 1) == '$') {
                out.append(text, from, at - 1).append("${");
                from = at + 2;
            } else {
                int end = closing(text, at);
                out.append(text, from, at).append(value(Expression.parse(text.substring(at + 2, end)), nesting));
                from = end + 1;
            }
        }
        return out.append(text, from, text.length()).toString();
    }

    private static int closing(String text, int at) {
        int open = 1;
        for (int i = at + 2; i < text.length(); i++) {
            if (text.startsWith("${", i)) {
                open++;
            } else if (text.charAt(i) == '}' && --open == 0) {
                return i;
            }
        }
        String message = "Cannot resolve " + Excerpt.of(text.substring(at)) + ": the closing brace is missing";
        throw unresolved(message, "add }, or write $${ for the characters themselves");
    }

    private String value(Expression expression, int nesting) {
        Optional<String> value = find(expression);
        return switch (expression.fallback()) {
            case NONE ->
                value.orElseThrow(() -> {
                    String hint = "set it, or write a default: ${NAME:-default}";
                    return unresolved("Cannot resolve " + expression.label() + ": it has no value", hint);
                });
            case MESSAGE ->
                value.filter(v -> !v.isEmpty()).orElseThrow(() -> {
                    String said = expression.argument().isBlank() ? "it has no value" : expression.argument();
                    return unresolved("Cannot resolve " + expression.label() + ": " + said, "set it");
                });
            case DEFAULT -> value.filter(v -> !v.isEmpty()).orElseGet(() -> text(expression.argument(), nesting + 1));
        };
    }

    private Optional<String> find(Expression expression) {
        VariableScheme scheme = schemes.get(expression.scheme());
        if (scheme == null) {
            String found = "Cannot resolve " + Excerpt.of(expression.label()) + ": unknown scheme "
                    + Excerpt.of(expression.scheme());
            throw unresolved(found, "known: " + String.join(", ", schemes.keySet()));
        }
        if (expression.name().isBlank()) {
            throw unresolved("Cannot resolve " + expression.label() + ": it names nothing", "write a name");
        }
        try {
            return scheme.find(expression.name());
        } catch (EtlException e) {
            Problem why = e.problem();
            String message = "Cannot resolve " + expression.label() + ": " + why.message();
            throw unresolved(message, why.hint().orElse("correct what it names"));
        }
    }

    private static EtlException unresolved(String message, String hint) {
        return new EtlException(StandardError.VARIABLE_UNRESOLVED, message, hint);
    }
}
