package dev.tributary.etl.core.internal.options;

import java.util.function.Function;

/**
 * How the text of a scalar becomes a value of one type.
 *
 * @param label what it is, for people: {@code a whole number}
 * @param parser makes the value; an IllegalArgumentException says what is expected, without the text itself
 */
public record ScalarType<T>(Class<T> type, String label, Function<String, ? extends T> parser) {}
