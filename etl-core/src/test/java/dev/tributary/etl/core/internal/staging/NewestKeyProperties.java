package dev.tributary.etl.core.internal.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The order of the bytes is the order of the values. */
class NewestKeyProperties {
    @Provide
    Arbitrary<List<Object>> pairs() {
        return Arbitraries.randomValue(random -> {
            var any = new AnyValues(random);
            return switch (random.nextInt(3)) {
                case 0 -> List.of(number(any), number(any));
                case 1 -> List.of(time(any), time(any));
                default -> List.of(any.text(), any.text());
            };
        });
    }

    private static Object number(AnyValues any) {
        return any.in(3) ? any.whole() : any.in(2) ? any.decimal() : finite(any.real());
    }

    private static double finite(double number) {
        return Double.isFinite(number) ? number : 0.5;
    }

    private static Object time(AnyValues any) {
        return any.in(2) ? any.instant() : any.in(2) ? LocalDate.EPOCH : LocalDate.of(2026, 1, 2);
    }

    @Property(tries = 5_000)
    void bytesAreOrderedAsValuesAre(@ForAll("pairs") List<Object> pair) {
        var left = Objects.requireNonNull(NewestKey.of(pair.get(0)));
        var right = Objects.requireNonNull(NewestKey.of(pair.get(1)));

        int order = compare(pair.get(0), pair.get(1));
        if (order != 0 || !(pair.get(0) instanceof String)) {
            assertThat(Integer.signum(Arrays.compareUnsigned(left, right))).isEqualTo(Integer.signum(order));
        }
    }

    private static int compare(Object left, Object right) {
        if (left instanceof String text) {
            // Texts without a UTF-8 form of their own may be equal.
            return Arrays.compareUnsigned(
                    text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    ((String) right).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return left instanceof Instant || left instanceof LocalDate
                ? instant(left).compareTo(instant(right))
                : decimal(left).compareTo(decimal(right));
    }

    private static Instant instant(Object value) {
        return value instanceof LocalDate date
                ? date.atStartOfDay(ZoneOffset.UTC).toInstant()
                : (Instant) value;
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof Double number) {
            return new BigDecimal(number);
        }
        return value instanceof Long number ? BigDecimal.valueOf(number) : (BigDecimal) value;
    }

    @Test
    void infinitiesAreBeyondAllNumbersAndWhatHasNoOrderIsAbsent() {
        var least = Objects.requireNonNull(NewestKey.of(Double.NEGATIVE_INFINITY));
        var greatest = Objects.requireNonNull(NewestKey.of(Double.POSITIVE_INFINITY));
        for (Object number :
                List.of(Long.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, new BigDecimal("1E+100000"))) {
            var key = Objects.requireNonNull(NewestKey.of(number));
            assertThat(Arrays.compareUnsigned(least, key)).isNegative();
            assertThat(Arrays.compareUnsigned(key, greatest)).isNegative();
        }
        assertThat(NewestKey.of(null)).isNull();
        assertThat(NewestKey.of(List.of(1L))).isNull();
        assertThat(NewestKey.of(Double.NaN)).isNull();
    }
}
