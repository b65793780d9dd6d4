package dev.tributary.etl.core.internal.options;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How a scalar may stand in JSON, for the schema that editors use: an editor has typed the YAML before the schema sees it.
 *
 * @param types its JSON types, {@code string} among them: quoted text and expressions are strings
 * @param pattern what a string must match as a whole; empty: any text. In the dialect that Java and ECMAScript share
 * @param minimum the least number, when it is bounded
 * @param maximum the greatest number, when it is bounded
 */
public record JsonForm(Set<String> types, Optional<String> pattern, OptionalLong minimum, OptionalLong maximum) {
    /** Any text; YAML takes some texts for numbers or truth values. */
    public static final JsonForm TEXT = of(Set.of("string", "number", "boolean"));

    static JsonForm of(Set<String> types) {
        return new JsonForm(types, Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    /** Text of which no form is a number in YAML. */
    static JsonForm text(String pattern) {
        return of(Set.of("string")).matching(pattern);
    }

    /** The same, for strings that match a pattern as a whole. */
    public JsonForm matching(String regex) {
        return new JsonForm(types, Optional.of(regex), minimum, maximum);
    }

    /** The same, for numbers not below this one. */
    public JsonForm from(long least) {
        return new JsonForm(types, pattern, OptionalLong.of(least), maximum);
    }

    JsonForm upTo(long greatest) {
        return new JsonForm(types, pattern, minimum, OptionalLong.of(greatest));
    }
}
