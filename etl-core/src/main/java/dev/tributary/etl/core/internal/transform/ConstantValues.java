package dev.tributary.etl.core.internal.transform;

import dev.tributary.etl.spi.record.RecordType.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values written in a dataset file that records will hold: checked, and copied so that nobody can change them. */
final class ConstantValues {
    private ConstantValues() {}

    static Object checked(String name, @Nullable Object value) {
        if (value instanceof List<?> list) {
            var copy = new ArrayList<Object>();
            list.forEach(element -> copy.add(checked(name, element)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Map<?, ?> map) {
            var copy = new LinkedHashMap<String, Object>();
            map.forEach((key, element) -> copy.put(String.valueOf(key), checked(name, element)));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw new IllegalArgumentException(
                    "the value of " + name + " is no number that a record can hold: " + value);
        }
        if (value == null) {
            throw new IllegalArgumentException(
                    "the value of " + name + " is empty; a record simply does not have an absent field");
        }
        kind(name, value);
        return value;
    }

    /** The kind of a column that holds the value. */
    static Kind kind(String name, Object value) {
        if (value instanceof String) {
            return Kind.TEXT;
        } else if (value instanceof Long) {
            return Kind.INTEGER;
        } else if (value instanceof Double) {
            return Kind.REAL;
        } else if (value instanceof BigDecimal) {
            return Kind.DECIMAL;
        } else if (value instanceof Boolean) {
            return Kind.BOOLEAN;
        } else if (value instanceof Instant) {
            return Kind.INSTANT;
        } else if (value instanceof LocalDate) {
            return Kind.DATE;
        } else if (value instanceof List) {
            return Kind.LIST;
        } else if (value instanceof Map) {
            return Kind.MAP;
        }
        throw new IllegalArgumentException("the value of " + name + " is of no kind that a record can hold: "
                + value.getClass().getName());
    }
}
