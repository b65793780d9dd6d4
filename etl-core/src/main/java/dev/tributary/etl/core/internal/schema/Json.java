package dev.tributary.etl.core.internal.schema;

import dev.tributary.etl.core.internal.format.PrettyJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** JSON of Maps, Collections, Strings, Longs and Booleans, in their order. */
public final class Json {
    private Json() {}

    /** An object of names and values in turn. */
    public static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    /** A list of any values. */
    public static List<Object> list(Object... values) {
        return Arrays.asList(values);
    }

    /** The text of an object, with a line end. */
    public static String text(Map<String, Object> object) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);
        try (JsonGenerator generator = PrettyJson.generator(out)) {
            write(generator, object);
        }
        return out.toString(StandardCharsets.UTF_8) + "\n";
    }

    private static void write(JsonGenerator generator, Object value) {
        if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            map.forEach((name, member) -> {
                generator.writeName((String) name);
                write(generator, member);
            });
            generator.writeEndObject();
        } else if (value instanceof Collection<?> items) {
            generator.writeStartArray();
            items.forEach(item -> write(generator, item));
            generator.writeEndArray();
        } else if (value instanceof Long number) {
            generator.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else {
            generator.writeString((String) value);
        }
    }
}
