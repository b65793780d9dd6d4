package dev.tributary.etl.core.internal.canonical;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import tools.jackson.core.io.NumberOutput;

/** The one spelling of each number and instant, the same on every Java version. */
public final class CanonicalNumbers {
    /** Larger exponents expand to absurd text: 1e400 has 401 digits. */
    static final int MAX_EXPONENT = 400;

    private static final DateTimeFormatter INSTANT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private CanonicalNumbers() {}

    /** ISO 8601 with milliseconds and Z; finer digits are cut off. */
    public static String text(Instant instant) {
        return INSTANT.format(instant);
    }

    /** Digits without exponent and without trailing zeros. */
    public static String text(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        long exponent = (long) stripped.precision() - stripped.scale();
        if (Math.abs(exponent) > MAX_EXPONENT || stripped.scale() > MAX_EXPONENT * 3) {
            throw CanonicalEncoder.unrepresentable("a number with exponent " + exponent);
        }
        return stripped.toPlainString();
    }

    /**
     * The shortest text that reads back as the same double, laid out as ECMAScript's Number.prototype.toString does. The digits come from
     * Jackson's Schubfach, since Double.toString before Java 19 is not always the shortest.
     */
    public static String text(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw CanonicalEncoder.unrepresentable("the number " + number);
        }
        if (number == 0) {
            return "0";
        }
        var shortest = NumberOutput.toString(Math.abs(number), true);
        int e = shortest.indexOf('E');
        int exponent = e < 0 ? 0 : Integer.parseInt(shortest.substring(e + 1));
        var mantissa = e < 0 ? shortest : shortest.substring(0, e);
        int point = mantissa.indexOf('.');
        var digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
        int leading = 0;
        while (digits.charAt(leading) == '0') {
            leading++;
        }
        int end = digits.length();
        while (end > leading + 1 && digits.charAt(end - 1) == '0') {
            end--;
        }
        var shortestDigits = oneDigit(digits.substring(leading, end), point + exponent - leading, Math.abs(number));
        return (number < 0 ? "-" : "") + layout(shortestDigits, point + exponent - leading);
    }

    /** Java's shortest text has two digits at least (4.9E-324), ECMAScript's may have one (5e-324). */
    private static String oneDigit(String digits, int n, double number) {
        if (digits.length() != 2 || number >= Double.MIN_NORMAL) {
            return digits;
        }
        char up = (char) (digits.charAt(0) + (digits.charAt(1) >= '5' ? 1 : 0));
        return up <= '9' && Double.parseDouble("0." + up + "E" + n) == number ? String.valueOf(up) : digits;
    }

    /** ECMA-262, Number::toString: {@code digits} times 10 to the power of {@code n - digits.length()}. */
    private static String layout(String digits, int n) {
        int k = digits.length();
        if (k <= n && n <= 21) {
            return digits + "0".repeat(n - k);
        }
        if (0 < n && n <= 21) {
            return digits.substring(0, n) + "." + digits.substring(n);
        }
        if (-6 < n && n <= 0) {
            return "0." + "0".repeat(-n) + digits;
        }
        var exponent = (n - 1 < 0 ? "-" : "+") + Math.abs(n - 1);
        return digits.charAt(0) + (k == 1 ? "" : "." + digits.substring(1)) + "e" + exponent;
    }
}
