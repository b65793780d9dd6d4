package dev.tributary.etl.core.internal.staging;

import dev.tributary.etl.spi.record.Shape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Values of every kind that a record may hold, the odd ones often. */
final class AnyValues {
    private static final Shape SHAPE = Shape.of("b", "a", "id");
    private static final List<String> TEXTS = List.of(
            "",
            "$",
            "\0",
            "a\0b",
            "\ud800",
            "x\udc00y",
            "𝛼",
            "é\\n\"\t\u2028",
            "2020-01-01",
            "2020-01-01T00:00:00Z",
            "12",
            "1.50",
            "\\u0000",
            "\uffff");
    private static final List<String> NAMES = List.of("a", "b", "id", "longer name", "c", "$", "", "\0", "é", "\ud800");
    private static final List<Long> LONGS = List.of(0L, -1L, 1L << 53, (1L << 53) + 1, Long.MIN_VALUE, Long.MAX_VALUE);
    private static final List<Double> DOUBLES = List.of(
            0.0,
            -0.0,
            1.0,
            0.1,
            1e21,
            1e-7,
            Double.MAX_VALUE,
            Double.MIN_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            2.2250738585072014E-308,
            9007199254740992.0);
    private static final List<BigDecimal> DECIMALS = List.of(
            new BigDecimal("0"),
            new BigDecimal("0.00"),
            new BigDecimal("1"),
            new BigDecimal("-0.10"),
            new BigDecimal("1E+3"),
            new BigDecimal("1E+400"),
            new BigDecimal("1E-900"),
            new BigDecimal("1E-2000"),
            new BigDecimal("9223372036854775807"),
            new BigDecimal("9223372036854775808"),
            new BigDecimal("-9223372036854775809"),
            new BigDecimal(BigInteger.TEN.pow(1_500).add(BigInteger.ONE)));
    private static final List<Instant> INSTANTS =
            List.of(Instant.MIN, Instant.MAX, Instant.EPOCH, Instant.parse("2026-01-02T03:04:05.123456789Z"));
    private static final List<LocalDate> DATES =
            List.of(LocalDate.MIN, LocalDate.MAX, LocalDate.EPOCH, LocalDate.of(-1, 2, 28));

    private final Random random;

    AnyValues(Random random) {
        this.random = random;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    boolean in(int n) {
        return random.nextInt(n) == 0;
    }

    /** The value, or one time in four none. */
    @Nullable
    Object maybe(Object value) {
        return in(4) ? null : value;
    }

    String text() {
        if (in(2)) {
            return oneOf(TEXTS);
        }
        var text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append((char) (in(8) ? random.nextInt(0x10000) : ' ' + random.nextInt(95)));
        }
        return text.toString();
    }

    long whole() {
        return in(3) ? oneOf(LONGS) : random.nextLong() >> random.nextInt(64);
    }

    double real() {
        return in(3) ? oneOf(DOUBLES) : Double.longBitsToDouble(random.nextLong());
    }

    BigDecimal decimal() {
        return in(3)
                ? oneOf(DECIMALS)
                : new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(60) - 20);
    }

    Instant instant() {
        return in(3)
                ? oneOf(INSTANTS)
                : Instant.ofEpochSecond(random.nextInt() * 1_000L, random.nextInt(1_000_000_000));
    }

    LocalDate date() {
        return in(3) ? oneOf(DATES) : LocalDate.ofEpochDay(random.nextInt(4_000_000) - 800_000);
    }

    /** At most so many lists and maps within each other. */
    Object value(int depth) {
        return switch (random.nextInt(depth == 0 ? 9 : 16)) {
            case 0, 1, 2 -> text();
            case 3, 4 -> whole();
            case 5 -> real();
            case 6 -> decimal();
            case 7 -> in(2);
            case 8 -> in(2) ? instant() : date();
            case 9, 10, 11 -> list(depth);
            default -> map(depth);
        };
    }

    List<Object> list(int depth) {
        var list = new ArrayList<Object>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(value(depth - 1));
        }
        return list;
    }

    /** Of few names, so that orders meet. */
    Map<String, Object> map(int depth) {
        if (in(3)) {
            return SHAPE.map(maybe(value(depth - 1)), maybe(value(depth - 1)), maybe(value(depth - 1)));
        }
        var map = new LinkedHashMap<String, Object>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(NAMES.get(in(3) ? random.nextInt(NAMES.size()) : random.nextInt(5)), value(depth - 1));
        }
        return map;
    }
}
