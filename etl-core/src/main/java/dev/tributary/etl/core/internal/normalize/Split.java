package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.core.internal.record.ColumnNames;
import dev.tributary.etl.core.internal.record.PerType;
import dev.tributary.etl.core.internal.record.Retyping;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.stage.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of each value of a column. The column joins the key, and the value the identifier ({@code P12345/TP53}), so that the records stay
 * apart; a value that comes twice makes one record.
 */
final class Split implements Normalizer {
    private final SplitOptions options;
    private final PerType<RecordType> targets = new PerType<>(this::target);

    Split(SplitOptions options) {
        this.options = options;
    }

    @Override
    public List<RecordType> types(List<RecordType> incoming) {
        ColumnNames.check("split", List.of(options.field()), incoming);
        return incoming.stream().map(targets::of).toList();
    }

    private RecordType target(RecordType type) {
        int column = type.indexOf(options.field());
        if (column < 0) {
            return type;
        }
        var kind = type.columns().get(column).kind() == Kind.TEXT ? Kind.TEXT : Kind.ANY;
        var key = new ArrayList<>(Retyping.keyNames(type));
        if (!key.isEmpty() && !key.contains(options.field())) {
            key.add(options.field());
        }
        return Retyping.retyped(type, Map.of(options.field(), kind), key);
    }

    @Override
    public void normalize(DataRecord record, Emitter out) {
        var elements = elements(record.value(options.field()));
        int column = record.type().indexOf(options.field());
        if (column < 0 || elements.isEmpty()) {
            if (options.empty() == SplitOptions.Empty.KEEP) {
                out.emit(column < 0 ? record : with(record, column, null));
            }
            return;
        }
        elements.forEach(element -> out.emit(with(record, column, element)));
    }

    private Set<Object> elements(@Nullable Object value) {
        var elements = new LinkedHashSet<Object>();
        if (value instanceof List<?> list) {
            list.stream().filter(element -> element != null).forEach(elements::add);
        } else if (value instanceof String text && options.separator().isPresent()) {
            var parts = text.split(Pattern.quote(options.separator().get()), -1);
            Arrays.stream(parts)
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .forEach(elements::add);
        } else if (value != null) {
            elements.add(value);
        }
        return elements;
    }

    private DataRecord with(DataRecord record, int column, @Nullable Object element) {
        var target = targets.of(record.type());
        var values = new @Nullable Object[target.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i == column ? element : record.value(i);
        }
        var part = element == null
                ? ""
                : "/" + element.toString().replace("%", "%25").replace("/", "%2F");
        return record.as(target, values).identifiedAs(record.key() + part, null);
    }
}
