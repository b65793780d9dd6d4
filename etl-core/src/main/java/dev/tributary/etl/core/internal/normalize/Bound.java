package dev.tributary.etl.core.internal.normalize;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An end of a range: a number, a date or an instant. Values that cannot be read as the same are not in the range. */
record Bound(Function<Object, @Nullable Integer> comparison) {
    private static final int MAX_NUMBER_LENGTH = 1_000;

    /**
     * Reads a bound as it is written in a dataset file.
     *
     * @throws IllegalArgumentException when it is none of the three
     */
    static Bound parse(String text) {
        var number = number(text);
        if (number != null) {
            return new Bound(value -> compare(number(value), number));
        }
        var date = date(text);
        if (date != null) {
            return new Bound(value -> compare(date(value), date));
        }
        var instant = instant(text);
        if (instant != null) {
            return new Bound(value -> compare(instant(value), instant));
        }
        throw new IllegalArgumentException(
                "a bound is a number, a date (2025-01-31) or an instant (2025-01-31T12:00:00Z), not " + text);
    }

    /** Negative, zero or positive as the value is below, at or above the bound; null when they cannot be compared. */
    @Nullable
    Integer compare(Object value) {
        return comparison.apply(value);
    }

    private static <T extends Comparable<? super T>> @Nullable Integer compare(@Nullable T value, T bound) {
        return value == null ? null : Integer.valueOf(value.compareTo(bound));
    }

    static @Nullable BigDecimal number(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? new BigDecimal(number) : null;
        }
        return value instanceof String text ? number(text) : null;
    }

    private static @Nullable BigDecimal number(String text) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        boolean maybe = first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.';
        if (!maybe || text.length() > MAX_NUMBER_LENGTH) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null; // a text that only starts like a number, such as a date
        }
    }

    private static @Nullable LocalDate date(Object value) {
        if (value instanceof LocalDate date) {
            return date;
        }
        try {
            return value instanceof String text ? LocalDate.parse(text) : null;
        } catch (DateTimeException e) {
            return null; // no date: not in the range
        }
    }

    private static @Nullable Instant instant(Object value) {
        if (value instanceof Instant instant) {
            return instant;
        }
        try {
            return value instanceof String text ? Instant.parse(text) : null;
        } catch (DateTimeException e) {
            return null; // no instant: not in the range
        }
    }
}
