package dev.tributary.etl.core.internal.options;

import java.util.function.Function;

/**
 * How the text of a scalar becomes a value of one type.
 *
 * @param label what it is, for people: {@code a whole number}
 * @param form how it may stand in JSON; takes all that the parser takes
 * @param parser makes the value; an IllegalArgumentException says what is expected, without the text itself
 */
public record ScalarType<T>(Class<T> type, String label, JsonForm form, Function<String, ? extends T> parser) {
    /** A type of texts. */
    public static <T> ScalarType<T> ofText(Class<T> type, String label, Function<String, ? extends T> parser) {
        return new ScalarType<>(type, label, JsonForm.TEXT, parser);
    }
}
