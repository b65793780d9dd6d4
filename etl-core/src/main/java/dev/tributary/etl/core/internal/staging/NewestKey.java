package dev.tributary.etl.core.internal.staging;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The values of a field as bytes whose order is that of the values, so that any database can compare them. Numbers of all kinds are compared by their
 * value, an Instant with a LocalDate by the day's first moment in UTC, texts by code point. Values of different kinds are ordered by kind: false, true,
 * numbers, times, texts. Other values (lists, maps, NaN) are as absent.
 */
final class NewestKey {
    private static final byte BOOLEAN = 1;
    private static final byte NUMBER = 2;
    private static final byte TIME = 3;
    private static final byte TEXT = 4;

    private static final byte BELOW_ZERO = 1;
    private static final byte ZERO = 2;
    private static final byte ABOVE_ZERO = 3;

    private NewestKey() {}

    static byte @Nullable [] of(@Nullable Object value) {
        if (value instanceof String text) {
            return join(TEXT, text.getBytes(StandardCharsets.UTF_8));
        }
        if (value instanceof Instant instant) {
            return time(instant);
        }
        if (value instanceof LocalDate date) {
            return time(date.atStartOfDay(ZoneOffset.UTC).toInstant());
        }
        if (value instanceof Boolean flag) {
            return new byte[] {BOOLEAN, (byte) (flag ? 1 : 0)};
        }
        return number(value);
    }

    private static byte @Nullable [] number(@Nullable Object value) {
        if (value instanceof Long number) {
            return number(BigDecimal.valueOf(number));
        }
        if (value instanceof Double number) {
            return Double.isNaN(number)
                    ? null
                    : Double.isInfinite(number) ? infinite(number) : number(new BigDecimal(number));
        }
        return value instanceof BigDecimal number ? number(number) : null;
    }

    private static byte[] infinite(double number) {
        return number > 0 ? new byte[] {NUMBER, ABOVE_ZERO, (byte) 0xFF} : new byte[] {NUMBER, BELOW_ZERO, 0};
    }

    /** Sign, then the exponent of the first digit, then the digits; for numbers below zero the complement, and an end above all digits. */
    private static byte[] number(BigDecimal number) {
        if (number.signum() == 0) {
            return new byte[] {NUMBER, ZERO};
        }
        var digits = number.unscaledValue().abs().toString();
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        // Half the range of an int above zero, so that 0xFF and 0 stay for the infinities.
        long exponent = (long) digits.length() - number.scale();
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                ByteBuffer.allocate(Long.BYTES).putLong(exponent + (1L << 62)).array());
        bytes.writeBytes(digits.substring(0, end).getBytes(StandardCharsets.US_ASCII));
        bytes.write(0);
        var magnitude = bytes.toByteArray();
        if (number.signum() < 0) {
            for (int i = 0; i < magnitude.length; i++) {
                magnitude[i] = (byte) ~magnitude[i];
            }
        }
        return join(NUMBER, join(number.signum() < 0 ? BELOW_ZERO : ABOVE_ZERO, magnitude));
    }

    private static byte[] time(Instant instant) {
        return join(
                TIME,
                ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                        .putLong(instant.getEpochSecond() ^ Long.MIN_VALUE)
                        .putInt(instant.getNano())
                        .array());
    }

    private static byte[] join(byte first, byte[] rest) {
        return ByteBuffer.allocate(1 + rest.length).put(first).put(rest).array();
    }
}
