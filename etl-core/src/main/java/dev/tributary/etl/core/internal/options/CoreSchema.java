package dev.tributary.etl.core.internal.options;

import dev.tributary.etl.core.internal.yaml.YamlScalar;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Types a scalar whose target is open: YAML 1.2 core, but only when the value prints as it was written, so {@code 1.10}, {@code 007} and
 * {@code 1e3} stay text. Quoted and interpolated scalars are text.
 */
final class CoreSchema {
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,399})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,14})\\.[0-9]{0,14}[1-9]");
    /** A decimal of so many digits is the shortest text of the double nearest to it, whatever prints it. */
    private static final int EXACT_DIGITS = 15;

    private CoreSchema() {}

    /** A Long, BigDecimal, Double, Boolean or String. */
    static Object value(YamlScalar scalar) {
        String text = scalar.text();
        if (!scalar.isPlain() || scalar.isInterpolated() || text.isEmpty()) {
            return text;
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (INTEGER.matcher(text).matches() && !text.equals("-0")) {
            return integer(text);
        }
        return DECIMAL.matcher(text).matches() ? decimal(text) : text;
    }

    /** Whether the file says "no value" in YAML's own words. */
    static boolean isNull(YamlScalar scalar) {
        String text = scalar.text();
        return scalar.isPlain()
                && !scalar.isInterpolated()
                && (text.isEmpty() || text.equals("null") || text.equals("~"));
    }

    private static Object integer(String text) {
        BigDecimal value = new BigDecimal(text);
        return value.precision() < 19 ? (Object) value.longValueExact() : value;
    }

    private static Object decimal(String text) {
        BigDecimal value = new BigDecimal(text);
        // Below 1e-6 the shortest text of a double has an exponent.
        boolean isPlainDouble =
                value.precision() <= EXACT_DIGITS && value.abs().compareTo(new BigDecimal("0.000001")) >= 0;
        return isPlainDouble ? (Object) value.doubleValue() : text;
    }
}
