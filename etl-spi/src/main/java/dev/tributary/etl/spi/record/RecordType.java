package dev.tributary.etl.spi.record;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The name, ordered columns, key and tables of records: the shape that millions of {@link DataRecord}s share, and the description from which a
 * loader makes tables. Keep it in a constant, or make it once per chunk header. Immutable, thread-safe. Two types are equal when name, columns and
 * key are.
 */
public final class RecordType {
    /** How many column names stages may add to one type: more means that they come from the data, which belongs into a map. */
    public static final int MAX_ADDED_COLUMNS = 1_000;

    /** What a column's values are. LIST and MAP nest; ANY is checked value by value. */
    public enum Kind {
        TEXT,
        INTEGER,
        REAL,
        DECIMAL,
        BOOLEAN,
        INSTANT,
        DATE,
        LIST,
        MAP,
        ANY
    }

    /** One column; the name is the key in files and, in snake_case, the column in tables. */
    public record Column(String name, Kind kind) {}

    /**
     * A table that a loader fills from some columns of the record; equal keys are one row. A column {@code {field}_sha256} or {@code {field}_md5} that
     * the record does not have is the digest of that field's text, so that records share a row of what is large.
     */
    public record Table(String name, List<String> key, List<String> columns) {
        public Table {
            key = List.copyOf(key);
            columns = List.copyOf(columns);
        }
    }

    private final String name;
    private final Column[] columns;
    private final String[] columnNames;
    private final Shape shape;
    private final Kind[] kinds;
    private final int[] sorted;
    private final int[] key;
    private final int label;
    private final int content;
    private final List<Table> tables;
    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, RecordType> wider = new ConcurrentHashMap<>();
    private final int added;

    private RecordType(
            String name, Column[] columns, int[] key, int label, int content, List<Table> tables, int added) {
        this.name = name;
        this.columns = columns;
        this.columnNames = Arrays.stream(columns).map(Column::name).toArray(String[]::new);
        this.kinds = Arrays.stream(columns).map(Column::kind).toArray(Kind[]::new);
        this.key = key;
        this.label = label;
        this.content = content;
        this.tables = tables;
        this.added = added;
        for (int i = 0; i < columns.length; i++) {
            if (index.put(columns[i].name(), i) != null) {
                throw new IllegalArgumentException("Column twice in " + name + ": " + columns[i].name());
            }
        }
        this.shape = Shape.of(columnNames);
        this.sorted = java.util.stream.IntStream.range(0, columns.length)
                .boxed()
                .sorted((a, b) -> columnNames[a].compareTo(columnNames[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Starts a type. The name is the record type that users see: singular, snake_case, such as {@code protein}. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    public String name() {
        return name;
    }

    public List<Column> columns() {
        return Collections.unmodifiableList(Arrays.asList(columns));
    }

    /** Number of columns. */
    public int size() {
        return columns.length;
    }

    /** The column's position, or -1. */
    public int indexOf(String column) {
        var i = index.get(column);
        return i == null ? -1 : i;
    }

    /** Positions of the key columns; empty when the place in the file is the only identity. */
    public int[] key() {
        return key.clone();
    }

    /** The {@code n}-th column position in the order of names by UTF-16 code unit: the order of the canonical form. */
    public int sorted(int n) {
        return sorted[n];
    }

    /** The column that people read, if any. */
    public Optional<String> label() {
        return label < 0 ? Optional.empty() : Optional.of(columnNames[label]);
    }

    /** The column that holds the main content (a sequence), whose MD5 is kept beside the content hash, if any. */
    public Optional<String> content() {
        return content < 0 ? Optional.empty() : Optional.of(columnNames[content]);
    }

    /** The tables; one of the type's own name with all columns when none was declared. */
    public List<Table> tables() {
        return tables.isEmpty() ? List.of(new Table(name, names(key), List.of(columnNames))) : tables;
    }

    /**
     * This type with one more column at the end; the same object for the same name, so records widened alike still share one type.
     *
     * @throws EtlException RECORD_TOO_WIDE (DATA: the record is rejected) beyond {@link #MAX_ADDED_COLUMNS}
     */
    public RecordType plus(String column, Kind kind) {
        var known = wider.get(column);
        if (known != null) {
            return known;
        }
        if (added >= MAX_ADDED_COLUMNS || wider.size() >= MAX_ADDED_COLUMNS) {
            throw new EtlException(
                    StandardError.RECORD_TOO_WIDE,
                    "Cannot add column " + column + " to " + name + ": " + MAX_ADDED_COLUMNS + " were added");
        }
        return wider.computeIfAbsent(column, c -> {
            var more = Arrays.copyOf(columns, columns.length + 1);
            more[columns.length] = new Column(c, kind);
            return new RecordType(name, more, key, label, content, tables, added + 1);
        });
    }

    /**
     * Makes a record that takes over {@code values}, one per column in order; null is "absent". The array must not be touched again.
     *
     * @throws IllegalArgumentException for a wrong number of values, or one that its column's kind does not hold
     */
    public DataRecord record(Origin origin, @Nullable Object... values) {
        return DataRecord.of(this, values, origin);
    }

    Kind kind(int i) {
        return kinds[i];
    }

    String columnName(int i) {
        return columnNames[i];
    }

    /** The names of the columns. */
    Shape shape() {
        return shape;
    }

    int[] keyIndex() {
        return key;
    }

    private List<String> names(int[] positions) {
        return Arrays.stream(positions).mapToObj(i -> columnNames[i]).toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof RecordType that
                        && name.equals(that.name)
                        && Arrays.equals(columns, that.columns)
                        && Arrays.equals(key, that.key));
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(columns);
    }

    @Override
    public String toString() {
        return name + Arrays.toString(columns);
    }

    /** Collects the columns of a type in order. */
    public static final class Builder {
        private final String name;
        private final List<Column> columns = new ArrayList<>();
        private final List<Table> tables = new ArrayList<>();
        private List<String> key = List.of();
        private @Nullable String label;
        private @Nullable String content;

        private Builder(String name) {
            this.name = name;
        }

        public Builder column(String column, Kind kind) {
            columns.add(new Column(column, kind));
            return this;
        }

        /** Text columns, for a header that is only known from the data. */
        public Builder texts(Collection<String> names) {
            names.forEach(n -> column(n, Kind.TEXT));
            return this;
        }

        /** The columns that identify a record; an earlier call is replaced. */
        public Builder key(String... names) {
            key = List.of(names);
            return this;
        }

        /** The column that people read. */
        public Builder label(String column) {
            label = column;
            return this;
        }

        /** The column with the main content. */
        public Builder content(String column) {
            content = column;
            return this;
        }

        /** A table filled from some of the columns. */
        public Builder table(String table, List<String> tableKey, String... names) {
            tables.add(new Table(table, tableKey, List.of(names)));
            return this;
        }

        /**
         * Makes the type.
         *
         * @throws IllegalArgumentException when a column comes twice, or key, label or content is none of them
         */
        public RecordType build() {
            var positions = key.stream().mapToInt(this::position).toArray();
            return new RecordType(
                    name,
                    columns.toArray(Column[]::new),
                    positions,
                    label == null ? -1 : position(label),
                    content == null ? -1 : position(content),
                    List.copyOf(tables),
                    0);
        }

        private int position(String column) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equals(column)) {
                    return i;
                }
            }
            throw new IllegalArgumentException("No column " + column + " in " + name + ": " + columns);
        }
    }
}
