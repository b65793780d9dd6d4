package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which columns are written, and which of them identify a row.
 *
 * @param keyIsRecord whether rows have one key exactly when their records have
 */
record Layout(List<TableColumn> columns, List<String> key, boolean keyIsRecord) {
    Layout {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    List<String> names() {
        return columns.stream().map(TableColumn::name).toList();
    }

    /**
     * From the options, and the record types where these say nothing.
     *
     * @throws EtlException OPTION_INVALID or OPTION_MISSING, saying which columns there are
     */
    static Layout of(JdbcOptions options, List<RecordType> types) {
        var type = type(options, types);
        var columns = options.columns().isEmpty()
                ? ofType(type.orElseThrow(() -> missing("columns", "the record types are not known before the run")))
                : ofOptions(options, type);
        var key = options.key().isEmpty() ? keyOf(columns, type) : options.key();
        for (var name : key) {
            if (columns.stream().noneMatch(column -> column.name().equals(name))) {
                throw invalid("the key column " + name + " is none of the columns", named(columns));
            }
        }
        if (key.isEmpty() && options.mode() == JdbcOptions.Mode.UPSERT) {
            throw missing("key", "the columns of the record type's key are not among the table's");
        }
        return new Layout(columns, key, keyIsRecord(columns, key, type));
    }

    private static Optional<RecordType> type(JdbcOptions options, List<RecordType> types) {
        if (options.recordType().isPresent() && !types.isEmpty()) {
            var name = options.recordType().get();
            return Optional.of(types.stream()
                    .filter(type -> type.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> invalid(
                            "no record is a " + name,
                            types.stream().map(RecordType::name).toList())));
        }
        if (types.size() > 1 && options.columns().isEmpty()) {
            throw new EtlException(
                    StandardError.OPTION_MISSING,
                    "Cannot load into one table: the records are of several types",
                    "write 'record_type', one of "
                            + String.join(
                                    ", ", types.stream().map(RecordType::name).toList()) + ", or 'columns'");
        }
        return types.size() == 1 ? Optional.of(types.get(0)) : Optional.empty();
    }

    private static List<TableColumn> ofType(RecordType type) {
        var columns = new ArrayList<TableColumn>();
        for (var column : type.columns()) {
            if (!Identifiers.isAllowed(column.name())) {
                throw new EtlException(
                        StandardError.OPTION_MISSING,
                        "Cannot name a column of a table '" + column.name() + "', as the field is",
                        "write 'columns' with names of lower-case letters, digits and underscores");
            }
            columns.add(new TableColumn(column.name(), new Field(column.name()), ColumnType.of(column.kind())));
        }
        return columns;
    }

    private static List<TableColumn> ofOptions(JdbcOptions options, Optional<RecordType> type) {
        return options.columns().stream()
                .map(column -> {
                    var field = new Field(column.field().orElse(column.name()));
                    return new TableColumn(column.name(), field, column.type().orElseGet(() -> typeOf(field, type)));
                })
                .toList();
    }

    private static ColumnType typeOf(Field field, Optional<RecordType> type) {
        if (field.isOwn() || type.isEmpty()) {
            return ColumnType.TEXT;
        }
        int whole = type.get().indexOf(field.text());
        if (whole >= 0) {
            return ColumnType.of(type.get().columns().get(whole).kind());
        }
        int top = type.get().indexOf(field.path().get(0));
        if (top < 0) {
            var known = new TreeSet<String>();
            type.get().columns().forEach(column -> known.add(column.name()));
            throw invalid("no record has a field " + field, known);
        }
        // What is in a map is known with the data only, and text takes all of it.
        return ColumnType.TEXT;
    }

    private static List<String> keyOf(List<TableColumn> columns, Optional<RecordType> type) {
        var fields = type.map(Layout::keyFields).orElse(List.of());
        var key = new ArrayList<String>();
        for (var field : fields) {
            columns.stream()
                    .filter(column -> column.field().text().equals(field))
                    .findFirst()
                    .ifPresent(column -> key.add(column.name()));
        }
        return key.size() == fields.size() ? key : List.of();
    }

    private static List<String> keyFields(RecordType type) {
        return Arrays.stream(type.key())
                .mapToObj(i -> type.columns().get(i).name())
                .toList();
    }

    private static boolean keyIsRecord(List<TableColumn> columns, List<String> key, Optional<RecordType> type) {
        if (type.isPresent()
                && key.size() == 1
                && columns.stream()
                        .anyMatch(c -> c.name().equals(key.get(0)) && c.field().isIdentifier())) {
            return true;
        }
        return !key.isEmpty() && key.equals(keyOf(columns, type));
    }

    private static EtlException invalid(String what, Iterable<String> known) {
        return new EtlException(
                StandardError.OPTION_INVALID,
                "Cannot load into a table: " + what,
                "there are " + String.join(", ", known));
    }

    private static EtlException missing(String option, String why) {
        return new EtlException(
                StandardError.OPTION_MISSING, "Cannot load into a table: " + why, "write '" + option + "'");
    }

    private static List<String> named(List<TableColumn> columns) {
        return columns.stream().map(TableColumn::name).toList();
    }
}
