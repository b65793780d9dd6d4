package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.core.internal.canonical.CanonicalNumbers;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.record.RecordType.Kind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads one value as another kind. Numbers lose nothing: 1.0 is the integer 1, 1.5 is none. */
final class ScalarCast {
    private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "1");
    private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "0");
    private static final int MAX_NUMBER_CHARS = 400;

    private final List<DateTimeFormatter> dateFormats;
    private final boolean decimalComma;

    ScalarCast(CastOptions options) {
        this.dateFormats = options.dateFormats().stream()
                .map(format -> DateTimeFormatter.ofPattern(format, Locale.ENGLISH))
                .toList();
        this.decimalComma = options.decimalComma();
    }

    /**
     * The value as a kind.
     *
     * @throws EtlException FIELD_INVALID (DATA) with field and value
     */
    Object cast(String field, Object value, Kind kind) {
        var wanted = kind.name().toLowerCase(Locale.ROOT);
        if (value instanceof Collection || value instanceof Map) {
            throw FieldProblem.invalid(field, value, wanted + ": it has parts");
        }
        try {
            return switch (kind) {
                case TEXT -> text(value);
                case INTEGER -> decimal(value).longValueExact();
                case DECIMAL -> decimal(value);
                case REAL ->
                    finite(value instanceof Double real ? real : decimal(value).doubleValue());
                case BOOLEAN -> truth(value);
                case DATE -> date(value);
                case INSTANT -> instant(value);
                case LIST, MAP, ANY -> throw new IllegalArgumentException(wanted);
            };
        } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
            throw FieldProblem.invalid(field, value, wanted);
        }
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal number) {
            return CanonicalNumbers.text(number);
        }
        if (value instanceof Double number) {
            return CanonicalNumbers.text(number.doubleValue());
        }
        return value instanceof Instant instant ? CanonicalNumbers.text(instant) : value.toString();
    }

    private BigDecimal decimal(Object value) {
        if (value instanceof Boolean || value instanceof LocalDate || value instanceof Instant) {
            throw new IllegalArgumentException("no number");
        }
        var text = text(value).strip();
        if (decimalComma && value instanceof String) {
            text = text.replaceAll("[.\\s\u00a0\u202f]", "").replace(',', '.');
        }
        if (text.length() > MAX_NUMBER_CHARS) {
            throw new IllegalArgumentException("too long");
        }
        var number = new BigDecimal(text);
        if (Math.abs((long) number.scale()) > MAX_NUMBER_CHARS) {
            throw new IllegalArgumentException("exponent too large");
        }
        return number;
    }

    private static Double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not finite");
        }
        return value;
    }

    private static Boolean truth(Object value) {
        var text = text(value).strip().toLowerCase(Locale.ROOT);
        if (!TRUE.contains(text) && !FALSE.contains(text)) {
            throw new IllegalArgumentException("neither");
        }
        return TRUE.contains(text);
    }

    private LocalDate date(Object value) {
        if (value instanceof LocalDate date) {
            return date;
        }
        var text = text(value).strip();
        for (var format : dateFormats) {
            try {
                return LocalDate.parse(text, format);
            } catch (DateTimeException e) {
                // The next format, and ISO 8601 at last, may fit.
            }
        }
        return LocalDate.parse(text);
    }

    /** An offset must be written; times without one have their own normalizer, which knows the zone. */
    private static Instant instant(Object value) {
        return value instanceof Instant instant
                ? instant
                : OffsetDateTime.parse(text(value).strip()).toInstant();
    }
}
