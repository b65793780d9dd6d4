package dev.tributary.etl.core.internal.format;

import dev.tributary.etl.core.internal.canonical.CanonicalNumbers;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.RecordFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Renders the present fields of any record as one JSON object for people: columns in their order, names of nested maps sorted (a map of the JDK
 * may come in another order in each process), numbers never rounded, instants with milliseconds and Z, a line end last.
 */
final class JsonFormat implements RecordFormat {
    private static final int MAX_DEPTH = 500;

    /** More zeros behind the point than this are dropped: a decimal zero may claim a billion of them. */
    private static final int MAX_SCALE = 1_000;

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String mediaType() {
        return "application/json";
    }

    @Override
    public boolean renders(RecordType type) {
        return true;
    }

    @Override
    public void render(DataRecord record, OutputStream out) throws IOException {
        try (var json = PrettyJson.generator(out)) {
            json.writeStartObject();
            var columns = record.type().columns();
            for (int i = 0; i < columns.size(); i++) {
                var value = record.value(i);
                if (value != null) {
                    json.writeName(text(columns.get(i).name()));
                    write(value, json, 1);
                }
            }
            json.writeEndObject();
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw new EtlException(unrepresentable(e.getOriginalMessage()).problem(), e);
        }
        out.write('\n');
    }

    private static void write(Object value, JsonGenerator json, int depth) {
        if (value instanceof String text) {
            json.writeString(text(text));
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Double number) {
            json.writeNumber(CanonicalNumbers.text(number));
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(plain(number));
        } else if (value instanceof Instant instant) {
            json.writeString(CanonicalNumbers.text(instant));
        } else if (value instanceof LocalDate date) {
            json.writeString(date.toString());
        } else {
            writeNested(value, json, depth);
        }
    }

    private static void writeNested(Object value, JsonGenerator json, int depth) {
        if (depth >= MAX_DEPTH) {
            throw unrepresentable("a value nested deeper than " + MAX_DEPTH);
        }
        if (value instanceof List<?> list) {
            json.writeStartArray();
            for (var element : list) {
                write(present(element), json, depth + 1);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            sorted(map).forEach((name, element) -> {
                json.writeName(name);
                write(element, json, depth + 1);
            });
            json.writeEndObject();
        } else {
            throw unrepresentable("a value of class " + value.getClass().getName());
        }
    }

    private static Object present(@Nullable Object element) {
        if (element == null) {
            throw unrepresentable("a null in a list");
        }
        return element;
    }

    private static Map<String, Object> sorted(Map<?, ?> map) {
        var sorted = new TreeMap<String, Object>();
        map.forEach((name, element) -> {
            if (!(name instanceof String text)) {
                throw unrepresentable("a map key that is no text");
            }
            if (element != null) {
                sorted.put(text(text), element);
            }
        });
        return sorted;
    }

    private static String text(String text) {
        if (!UnicodeText.isWellFormed(text)) {
            throw unrepresentable("text with a lone surrogate");
        }
        return text;
    }

    /** All digits as they are, trailing zeros too. */
    private static String plain(BigDecimal number) {
        var canonical = CanonicalNumbers.text(number);
        return Math.abs(number.scale()) <= MAX_SCALE ? number.toPlainString() : canonical;
    }

    private static EtlException unrepresentable(String what) {
        return new EtlException(StandardError.VALUE_UNREPRESENTABLE, "Cannot render as JSON: " + what);
    }
}
