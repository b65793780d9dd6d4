package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.core.internal.record.ColumnNames;
import dev.tributary.etl.core.internal.record.PerType;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes Unicode white space (property White_Space) off both ends of texts. A text of which nothing is left becomes absent: also as an element of
 * a list or a map's value; a list or map that loses all stays, empty.
 */
final class Trim implements Normalizer {
    private final TrimOptions options;
    private final PerType<int[]> columns = new PerType<>(this::columns);

    Trim(TrimOptions options) {
        this.options = options;
    }

    private int[] columns(RecordType type) {
        if (!options.fields().isEmpty()) {
            return options.fields().stream()
                    .mapToInt(type::indexOf)
                    .filter(i -> i >= 0)
                    .toArray();
        }
        return java.util.stream.IntStream.range(0, type.size()).toArray();
    }

    @Override
    public List<RecordType> types(List<RecordType> incoming) {
        ColumnNames.check("trim", options.fields(), incoming);
        return incoming;
    }

    @Override
    public void normalize(DataRecord record, Emitter out) {
        @Nullable Object @Nullable [] changed = null;
        for (int column : columns.of(record.type())) {
            var value = record.value(column);
            var trimmed = trim(value, 0);
            if (trimmed != value) {
                changed = changed == null ? values(record) : changed;
                changed[column] = trimmed;
            }
        }
        out.emit(changed == null ? record : record.as(record.type(), changed));
    }

    private static @Nullable Object[] values(DataRecord record) {
        var values = new @Nullable Object[record.type().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = record.value(i);
        }
        return values;
    }

    /** The same object when nothing changes. */
    private @Nullable Object trim(@Nullable Object value, int depth) {
        if (value instanceof String text) {
            return WhiteSpace.trimmed(text);
        }
        if (!options.nested() || depth > 500) {
            return value;
        }
        if (value instanceof List<?> list) {
            return trimList(list, depth + 1);
        }
        return value instanceof Map<?, ?> map ? trimMap(map, depth + 1) : value;
    }

    private Object trimList(List<?> list, int depth) {
        var trimmed = new ArrayList<Object>(list.size());
        boolean changed = false;
        for (var element : list) {
            var kept = trim(element, depth);
            changed |= kept != element;
            if (kept != null) {
                trimmed.add(kept);
            }
        }
        return changed ? trimmed : list;
    }

    private Object trimMap(Map<?, ?> map, int depth) {
        var trimmed = new LinkedHashMap<Object, Object>();
        boolean changed = false;
        for (var entry : map.entrySet()) {
            var kept = trim(entry.getValue(), depth);
            changed |= kept != entry.getValue();
            if (kept != null) {
                trimmed.put(entry.getKey(), kept);
            }
        }
        return changed ? trimmed : map;
    }
}
