package dev.tributary.etl.core.internal.document;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes sorted maps as JSON. */
final class DocumentWriter {
    private DocumentWriter() {}

    static byte[] write(Map<String, Object> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            object(generator, values);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not text that JSON can hold: " + e.getOriginalMessage(), e);
        }
        out.write('\n');
        return out.toByteArray();
    }

    private static void object(JsonGenerator generator, Map<?, ?> values) {
        generator.writeStartObject();
        values.forEach((key, value) -> {
            generator.writeName((String) key);
            value(generator, value);
        });
        generator.writeEndObject();
    }

    private static void value(JsonGenerator generator, Object value) {
        if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Long number) {
            generator.writeNumber(number);
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            list.forEach(each -> value(generator, each));
            generator.writeEndArray();
        } else {
            object(generator, (Map<?, ?>) value);
        }
    }
}
