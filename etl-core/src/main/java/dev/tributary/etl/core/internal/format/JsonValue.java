package dev.tributary.etl.core.internal.format;

import dev.tributary.etl.core.internal.canonical.CanonicalNumbers;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.record.RecordType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the value that a parser stands on as what a column holds. */
final class JsonValue {
    private static final int MAX_DOUBLE_DIGITS = 17;

    private JsonValue() {}

    static @Nullable Object read(JsonParser parser, RecordType.Column column) {
        var token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        var value =
                switch (column.kind()) {
                    case TEXT -> token == JsonToken.VALUE_STRING ? text(parser, column) : null;
                    case INTEGER -> token == JsonToken.VALUE_NUMBER_INT ? whole(number(parser, column)) : null;
                    case REAL -> isNumber(token) ? real(number(parser, column)) : null;
                    case DECIMAL -> isNumber(token) ? decimal(number(parser, column), column) : null;
                    case BOOLEAN -> token.isBoolean() ? parser.getBooleanValue() : null;
                    case INSTANT -> token == JsonToken.VALUE_STRING ? instant(text(parser, column)) : null;
                    case DATE -> token == JsonToken.VALUE_STRING ? date(text(parser, column)) : null;
                    case LIST -> token == JsonToken.START_ARRAY ? list(parser, column) : null;
                    case MAP -> token == JsonToken.START_OBJECT ? map(parser, column) : null;
                    case ANY -> open(parser, column);
                };
        if (value == null) {
            throw unfit(parser, column);
        }
        return value;
    }

    private static boolean isNumber(JsonToken token) {
        return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
    }

    private static EtlException unfit(JsonParser parser, RecordType.Column column) {
        var found = parser.currentToken().isScalarValue() ? parser.getString() : "a list or an object";
        var start = found.substring(0, Math.min(60, found.length()));
        return JsonRecordReader.invalid(column.name(), "found " + start + ", which is no " + column.kind());
    }

    private static String text(JsonParser parser, RecordType.Column column) {
        return checked(parser.getString(), column);
    }

    private static String checked(String text, RecordType.Column column) {
        if (text.indexOf('\0') >= 0) {
            throw JsonRecordReader.invalid(column.name(), "the text holds a NUL, which databases refuse");
        }
        if (!UnicodeText.isWellFormed(text)) {
            throw JsonRecordReader.invalid(column.name(), "the text holds a lone surrogate");
        }
        return text;
    }

    private static String number(JsonParser parser, RecordType.Column column) {
        var digits = parser.getString();
        if (digits.length() > JsonRecordReader.MAX_NUMBER_LENGTH) {
            throw JsonRecordReader.invalid(column.name(), "the number has " + digits.length() + " characters");
        }
        return digits;
    }

    private static @Nullable Long whole(String digits) {
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException e) {
            return null; // does not fit into 64 bits
        }
    }

    private static @Nullable Double real(String digits) {
        var value = Double.valueOf(digits);
        return Double.isFinite(value) ? value : null;
    }

    /** Exact; what has no canonical form, such as 1e999999999, is refused before somebody expands it. */
    private static BigDecimal decimal(String digits, RecordType.Column column) {
        try {
            var value = new BigDecimal(digits);
            CanonicalNumbers.text(value);
            return value;
        } catch (NumberFormatException | EtlException e) {
            throw JsonRecordReader.invalid(column.name(), "the exponent of " + digits + " is out of range");
        }
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null; // reported as unfit, with the text
        }
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null; // reported as unfit, with the text
        }
    }

    private static @Nullable Object open(JsonParser parser, RecordType.Column column) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> text(parser, column);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> openNumber(number(parser, column), column);
            case START_ARRAY -> list(parser, column);
            case START_OBJECT -> map(parser, column);
            default -> null;
        };
    }

    private static Object openNumber(String digits, RecordType.Column column) {
        var whole = whole(digits);
        if (whole != null) {
            return whole;
        }
        boolean exponent = digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0;
        var real = exponent && significantDigits(digits) <= MAX_DOUBLE_DIGITS ? real(digits) : null;
        return real != null ? real : decimal(digits, column);
    }

    private static int significantDigits(String number) {
        int digits = 0;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == 'e' || c == 'E') {
                break;
            }
            digits += c >= '0' && c <= '9' ? 1 : 0;
        }
        return digits;
    }

    private static List<Object> list(JsonParser parser, RecordType.Column column) {
        var list = new ArrayList<Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var element = open(parser, column);
            if (element == null) {
                throw JsonRecordReader.invalid(column.name(), "a null in a list");
            }
            list.add(element);
        }
        return list;
    }

    private static Map<String, Object> map(JsonParser parser, RecordType.Column column) {
        var map = new LinkedHashMap<String, Object>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = checked(parser.currentName(), column);
            parser.nextToken();
            var element = open(parser, column);
            if (element != null) {
                map.put(name, element);
            }
        }
        return map;
    }
}
