package dev.tributary.etl.core.internal.record;

import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A type made of some columns of another under new names, and how a record's values move into it. Immutable. */
public final class Retyping {
    private final RecordType target;
    private final int[] from;

    private Retyping(RecordType target, int[] from) {
        this.target = target;
        this.from = from;
    }

    /**
     * Keeps the columns that {@code names} maps, in the type's order, under the names it maps them to. Key columns must be among them; label,
     * content and tables follow where their columns do.
     *
     * @throws IllegalArgumentException when two columns would have one name
     */
    public static Retyping of(RecordType type, Map<String, String> names) {
        var builder = RecordType.named(type.name());
        var from = new ArrayList<Integer>();
        for (var column : type.columns()) {
            var name = names.get(column.name());
            if (name != null) {
                builder.column(name, column.kind());
                from.add(type.indexOf(column.name()));
            }
        }
        builder.key(keyNames(type).stream().map(names::get).toArray(String[]::new));
        type.label().flatMap(l -> Optional.ofNullable(names.get(l))).ifPresent(builder::label);
        type.content().flatMap(c -> Optional.ofNullable(names.get(c))).ifPresent(builder::content);
        declaredTables(type).forEach(table -> addTable(builder, table, names));
        return new Retyping(
                builder.build(), from.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The same columns, some of another kind, with another key. */
    public static RecordType retyped(RecordType type, Map<String, RecordType.Kind> kinds, List<String> key) {
        var builder = RecordType.named(type.name());
        var names = new LinkedHashMap<String, String>();
        for (var column : type.columns()) {
            builder.column(column.name(), kinds.getOrDefault(column.name(), column.kind()));
            names.put(column.name(), column.name());
        }
        builder.key(key.toArray(String[]::new));
        type.label().ifPresent(builder::label);
        type.content().ifPresent(builder::content);
        declaredTables(type).forEach(table -> addTable(builder, table, names));
        return builder.build();
    }

    /** The names of a type's key columns. */
    public static List<String> keyNames(RecordType type) {
        return Arrays.stream(type.key())
                .mapToObj(i -> type.columns().get(i).name())
                .toList();
    }

    /** A type without tables of its own gives one with all its columns; that one must stay undeclared, to grow with the columns. */
    private static List<RecordType.Table> declaredTables(RecordType type) {
        var columns = type.columns().stream().map(RecordType.Column::name).toList();
        var implied = List.of(new RecordType.Table(type.name(), keyNames(type), columns));
        return type.tables().equals(implied) ? List.of() : type.tables();
    }

    private static void addTable(RecordType.Builder builder, RecordType.Table table, Map<String, String> names) {
        if (names.keySet().containsAll(table.key())) {
            builder.table(
                    table.name(),
                    renamed(table.key(), names),
                    renamed(table.columns(), names).toArray(String[]::new));
        }
    }

    private static List<String> renamed(List<String> columns, Map<String, String> names) {
        return columns.stream()
                .flatMap(c -> Optional.ofNullable(names.get(c)).stream())
                .toList();
    }

    public RecordType target() {
        return target;
    }

    /** The record as the target type. */
    public DataRecord apply(DataRecord record) {
        var values = new @Nullable Object[from.length];
        for (int i = 0; i < from.length; i++) {
            values[i] = record.value(from[i]);
        }
        return record.as(target, values);
    }
}
