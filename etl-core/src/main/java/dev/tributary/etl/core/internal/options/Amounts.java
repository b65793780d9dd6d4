package dev.tributary.etl.core.internal.options;

import dev.tributary.etl.spi.plugin.DataSize;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers, durations and sizes; an IllegalArgumentException says what was expected. */
final class Amounts {
    private static final int MAX_DIGITS = 400;
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,18}) ?([A-Za-z]*)");

    private static final String WHOLE = "[-+]?[0-9]{1,19}";
    private static final String NUMBER = "[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?";

    static final JsonForm LONG = JsonForm.of(Set.of("integer", "string")).matching(WHOLE);
    static final JsonForm INT = LONG.from(Integer.MIN_VALUE).upTo(Integer.MAX_VALUE);
    static final JsonForm DECIMAL = JsonForm.of(Set.of("number", "string")).matching(NUMBER);
    static final JsonForm REAL = DECIMAL.matching(NUMBER + "[ \\t]*%?");
    static final JsonForm DURATION = JsonForm.text("[0-9]{1,18} ?(ms|s|m|min|h|d)|[-+]?[Pp][-+0-9DdTtHhMmSs.,]+");
    static final JsonForm SIZE = JsonForm.of(Set.of("integer", "string"))
            .matching("[0-9]{1,18} ?([bB]|[kKmMgGtT]([iI]?[bB])?)?")
            .from(0);

    private Amounts() {}

    static int wholeNumber(String text) {
        long value = longNumber(text);
        if (value != (int) value) {
            throw new IllegalArgumentException("a whole number between -2147483648 and 2147483647");
        }
        return (int) value;
    }

    static long longNumber(String text) {
        if (!text.matches(WHOLE)) {
            throw new IllegalArgumentException("a whole number");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a whole number of at most 63 bits", e);
        }
    }

    /** A number, or a percentage: {@code 0.1%} is 0.001. */
    static double real(String text) {
        boolean isPercentage = text.endsWith("%");
        BigDecimal value =
                decimal(isPercentage ? text.substring(0, text.length() - 1).strip() : text);
        double result = (isPercentage ? value.movePointLeft(2) : value).doubleValue();
        if (Double.isInfinite(result)) {
            throw new IllegalArgumentException("a number within the range of a double");
        }
        return result;
    }

    static BigDecimal decimal(String text) {
        if (text.length() > MAX_DIGITS) {
            throw new IllegalArgumentException("a number of at most " + MAX_DIGITS + " digits");
        }
        try {
            BigDecimal value = new BigDecimal(text);
            if (Math.abs((long) value.scale()) > MAX_DIGITS) {
                throw new IllegalArgumentException("a number with an exponent of at most " + MAX_DIGITS);
            }
            return value;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a number", e);
        }
    }

    static Duration duration(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        Duration result =
                matcher.matches() ? shortDuration(Long.parseLong(matcher.group(1)), matcher.group(2)) : iso(text);
        if (result.isNegative()) {
            throw new IllegalArgumentException("a duration that is not negative");
        }
        return result;
    }

    private static Duration shortDuration(long amount, String unit) {
        try {
            return switch (unit) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m", "min" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                case "d" -> Duration.ofDays(amount);
                default -> throw new IllegalArgumentException("a duration with a unit, such as 30s, 500ms, 5m, 2h, 1d");
            };
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("a shorter duration", e);
        }
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a duration, such as 30s, 500ms, 5m, 2h, 1d or PT30S", e);
        }
    }

    /** Sizes count in 1,024, with or without the "i". */
    static DataSize size(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a size, such as 64MiB or 512KiB");
        }
        int shift =
                switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                    case "", "b" -> 0;
                    case "k", "kb", "kib" -> 10;
                    case "m", "mb", "mib" -> 20;
                    case "g", "gb", "gib" -> 30;
                    case "t", "tb", "tib" -> 40;
                    default -> throw new IllegalArgumentException("a size in B, KiB, MiB, GiB or TiB");
                };
        long amount = Long.parseLong(matcher.group(1));
        if (amount > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("a size below 8 EiB");
        }
        return new DataSize(amount << shift);
    }
}
