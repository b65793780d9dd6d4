package dev.tributary.etl.core.internal.interpolation;

import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.internal.yaml.Excerpt;
import dev.tributary.etl.core.internal.yaml.Source;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replaces the expressions of one scalar and remembers what they were looked up by. For one scalar. */
final class Resolution {
    private static final int MAX_NESTING = 5;
    private final Map<String, VariableScheme> schemes;
    private final Place place;
    private final List<Source> sources = new ArrayList<>();

    Resolution(Map<String, VariableScheme> schemes, Place place) {
        this.schemes = schemes;
        this.place = place;
    }

    /** @throws EtlException VARIABLE_UNRESOLVED, naming the expression */
    String text(String text) {
        return text(text, 0);
    }

    /** In the order of the text. */
    List<Source> sources() {
        return Collections.unmodifiableList(sources);
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
        boolean isDefault = expression.fallback() == Expression.Fallback.DEFAULT
                && value.filter(v -> !v.isEmpty()).isEmpty();
        sources.add(new Source(expression.scheme(), expression.name(), isDefault));
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
            return scheme.find(expression.name(), place);
        } catch (EtlException e) {
            Problem why = e.problem();
            String message = "Cannot resolve " + expression.label() + ": " + why.message();
            throw unresolved(message, why.hint().orElse("correct what it names"));
        }
    }

    /** An expression may hold line ends; what is said of it is one line. */
    private static EtlException unresolved(String message, String hint) {
        return new EtlException(StandardError.VARIABLE_UNRESOLVED, Excerpt.escape(message), Excerpt.escape(hint));
    }
}
