package dev.tributary.etl.core.internal.staging;

import dev.tributary.etl.spi.record.Shape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the values that {@link ValueWriter} wrote, by the shape of their path, in whatever order a database keeps names. One thread. */
final class ValueReader {
    /** Maps of few names are one array each. */
    private static final int FEW_NAMES = 24;

    private static final ValueShape TAGGED = ValueShape.tagged();
    private final JsonParser in;

    ValueReader(JsonParser in) {
        this.in = in;
    }

    @Nullable
    Object readTagged() {
        return read(TAGGED);
    }

    /** The value that the parser stands on; it stands on its end afterwards. */
    @Nullable
    Object read(ValueShape shape) {
        return switch (in.currentToken()) {
            case VALUE_STRING -> text(in.getString(), shape);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(in.getString(), shape);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case START_ARRAY -> list(shape.knownElement());
            case START_OBJECT -> object(shape);
            default -> throw new IllegalStateException("No value at " + in.currentToken());
        };
    }

    private static Object text(String text, ValueShape shape) {
        return switch (shape.texts()) {
            case NONE, TEXT -> text;
            case INSTANT -> Instant.parse(text);
            case DATE -> LocalDate.parse(text);
        };
    }

    private static Object number(String digits, ValueShape shape) {
        return switch (shape.numbers()) {
            case DOUBLE -> Double.valueOf(digits);
            case DECIMAL -> new BigDecimal(digits);
            case NONE, FRACTION, EXACT -> exact(digits);
        };
    }

    private static Object exact(String digits) {
        if (digits.indexOf('.') < 0) {
            try {
                return Long.valueOf(digits);
            } catch (NumberFormatException e) {
                // More than 64 bits: a decimal.
                return new BigDecimal(digits);
            }
        }
        return new BigDecimal(digits);
    }

    private List<@Nullable Object> list(@Nullable ValueShape element) {
        var list = new ArrayList<@Nullable Object>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            list.add(read(element == null ? TAGGED : element));
        }
        return list;
    }

    private Object object(ValueShape shape) {
        if (in.nextToken() == JsonToken.END_OBJECT) {
            return Map.of();
        }
        return in.currentName().equals(Tag.NAME) ? tagged() : map(shape);
    }

    /** The parser stands on the first name. */
    private Map<String, Object> map(ValueShape shape) {
        var values = new @Nullable Object[shape.members().size()];
        while (in.currentToken() != JsonToken.END_OBJECT) {
            var member = shape.member(in.currentName());
            if (member == null) {
                throw new IllegalStateException("The shape has no name " + in.currentName());
            }
            in.nextToken();
            values[member.place] = read(member.shape);
            in.nextToken();
        }
        return values.length <= FEW_NAMES ? Shape.of(shape.names()).map(values) : linked(shape.names(), values);
    }

    private static Map<String, Object> linked(String[] names, @Nullable Object[] values) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < names.length; i++) {
            var value = values[i];
            if (value != null) {
                map.put(names[i], value);
            }
        }
        return map;
    }

    private Object tagged() {
        in.nextToken();
        in.nextToken();
        var tag = Tag.of(in.getString());
        var value = tag == Tag.MAP ? taggedMap() : tagged(tag, nextText());
        if (tag != Tag.MAP) {
            in.nextToken();
        }
        in.nextToken();
        return value;
    }

    private Object tagged(Tag tag, String text) {
        return switch (tag) {
            case UNITS ->
                ByteBuffer.wrap(Base64.getDecoder().decode(text)).asCharBuffer().toString();
            case TEXT -> text;
            case LONG -> Long.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case DECIMAL -> new BigDecimal(new BigInteger(text), Integer.parseInt(nextText()));
            case INSTANT -> Instant.parse(text);
            case DATE -> LocalDate.parse(text);
            case MAP -> throw new IllegalArgumentException("A map is no text");
        };
    }

    private String nextText() {
        in.nextToken();
        return in.getString();
    }

    private Map<String, @Nullable Object> taggedMap() {
        var map = new LinkedHashMap<String, @Nullable Object>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            var name = (String) read(TAGGED);
            in.nextToken();
            map.put(String.valueOf(name), read(TAGGED));
        }
        return map;
    }
}
