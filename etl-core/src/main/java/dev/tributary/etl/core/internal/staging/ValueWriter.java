package dev.tributary.etl.core.internal.staging;

import dev.tributary.etl.core.internal.ledger.StorableText;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes values as plain JSON, as far as the shape of their path gives them back. One thread. */
final class ValueWriter {
    /** As deep as the canonical form goes. */
    private static final int MAX_DEPTH = 500;

    private static final int MAX_DIGITS = 1_000;
    private static final long NEGATIVE_ZERO = Double.doubleToRawLongBits(-0.0);
    private static final ValueShape TAGGED = ValueShape.tagged();

    private final JsonGenerator out;

    ValueWriter(JsonGenerator out) {
        this.out = out;
    }

    void write(@Nullable Object value, ValueShape shape) {
        write(value, shape, 1);
    }

    /** Writes a value that says of itself what it is. */
    void writeTagged(@Nullable Object value) {
        write(value, TAGGED, 1);
    }

    private void write(@Nullable Object value, ValueShape shape, int depth) {
        if (value instanceof String text) {
            text(text, shape);
        } else if (value instanceof Map<?, ?> map) {
            map(map, shape, deeper(depth));
        } else if (value instanceof List<?> list) {
            list(list, shape, deeper(depth));
        } else if (value instanceof Long number) {
            number(number, shape);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Double number) {
            number(number, shape);
        } else if (value instanceof BigDecimal number) {
            number(number, shape);
        } else if (value instanceof Instant instant) {
            time(instant.toString(), shape.take(ValueShape.Texts.INSTANT), Tag.INSTANT);
        } else if (value instanceof LocalDate date) {
            time(date.toString(), shape.take(ValueShape.Texts.DATE), Tag.DATE);
        } else if (value == null) {
            out.writeNull();
        } else {
            throw unrepresentable("a value of class " + value.getClass().getName());
        }
    }

    private static int deeper(int depth) {
        if (depth >= MAX_DEPTH) {
            throw unrepresentable("a value nested deeper than " + MAX_DEPTH);
        }
        return depth + 1;
    }

    static EtlException unrepresentable(String what) {
        return new EtlException(
                StandardError.VALUE_UNREPRESENTABLE, "Cannot keep the record until it is loaded: it has " + what);
    }

    private void text(String text, ValueShape shape) {
        if (!StorableText.fits(text)) {
            tag(Tag.UNITS, Base64.getEncoder().encodeToString(units(text)));
        } else if (shape.take(ValueShape.Texts.TEXT)) {
            out.writeString(text);
        } else {
            tag(Tag.TEXT, text);
        }
    }

    /** By hand: a charset replaces half a surrogate pair. */
    private static byte[] units(String text) {
        var bytes = ByteBuffer.allocate(2 * text.length());
        bytes.asCharBuffer().put(text);
        return bytes.array();
    }

    private void number(Long number, ValueShape shape) {
        if (shape.takeLong()) {
            out.writeNumber(number);
        } else {
            tag(Tag.LONG, number.toString());
        }
    }

    private void number(Double number, ValueShape shape) {
        boolean plain = Double.isFinite(number) && Double.doubleToRawLongBits(number) != NEGATIVE_ZERO;
        if (plain && shape.takeDouble()) {
            out.writeNumber(number);
        } else {
            tag(Tag.DOUBLE, number.toString());
        }
    }

    private void number(BigDecimal number, ValueShape shape) {
        boolean plain = number.scale() >= 0 && number.scale() <= MAX_DIGITS && number.precision() <= MAX_DIGITS;
        if (plain && shape.take(number)) {
            out.writeNumber(number.toPlainString());
        } else {
            open(Tag.DECIMAL);
            out.writeString(number.unscaledValue().toString());
            out.writeNumber(number.scale());
            close();
        }
    }

    private void time(String text, boolean plain, Tag tag) {
        if (plain) {
            out.writeString(text);
        } else {
            tag(tag, text);
        }
    }

    private void list(List<?> list, ValueShape shape, int depth) {
        var element = shape.element();
        out.writeStartArray();
        for (var value : list) {
            write(value, element == null ? TAGGED : element, depth);
        }
        out.writeEndArray();
    }

    private void map(Map<?, ?> map, ValueShape shape, int depth) {
        var names = names(map);
        if (names != null && shape.take(names)) {
            out.writeStartObject();
            for (var entry : map.entrySet()) {
                var member = shape.member((String) entry.getKey());
                if (member != null) {
                    out.writeName(member.name);
                    write(entry.getValue(), member.shape, depth);
                }
            }
            out.writeEndObject();
        } else {
            open(Tag.MAP);
            map.forEach((name, value) -> {
                write(name, TAGGED, depth);
                write(value, TAGGED, depth);
            });
            close();
        }
    }

    /** The names in order; null when they cannot be names of a plain object, or when one has no value. */
    private static @Nullable List<String> names(Map<?, ?> map) {
        var names = new ArrayList<String>();
        for (var entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw unrepresentable("a map key that is no text");
            }
            if (entry.getValue() == null || name.equals(Tag.NAME) || !StorableText.fits(name)) {
                return null;
            }
            names.add(name);
        }
        return names;
    }

    private void tag(Tag tag, String text) {
        open(tag);
        out.writeString(text);
        close();
    }

    private void open(Tag tag) {
        out.writeStartObject();
        out.writeName(Tag.NAME);
        out.writeStartArray();
        out.writeString(tag.word);
    }

    private void close() {
        out.writeEndArray();
        out.writeEndObject();
    }
}
