package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table that a record type declares. One whose key is the type's has a row a record, found by {@code entry_id}, and loses it when the record is
 * deleted; a row of another may be shared by many records and stays.
 */
record TypeTable(String recordType, TableName table, Layout layout) {
    private static final String ENTRY = "entry_id";
    private static final String SHA256 = "_sha256";
    private static final String MD5 = "_md5";

    static List<TypeTable> of(RecordType type) {
        return type.tables().stream().map(table -> of(type, table)).toList();
    }

    private static TypeTable of(RecordType type, RecordType.Table table) {
        var key = Arrays.stream(type.key())
                .mapToObj(i -> type.columns().get(i).name())
                .toList();
        boolean own = Set.copyOf(table.key()).equals(Set.copyOf(key));
        var columns = new ArrayList<TableColumn>();
        if (own) {
            columns.add(new TableColumn(ENTRY, new Field("@entry_id"), ColumnType.UUID));
        }
        table.columns().forEach(column -> columns.add(column(type, named(type, column))));
        return new TypeTable(
                type.name(),
                new TableName(Optional.empty(), named(type, table.name())),
                new Layout(columns, table.key().isEmpty() ? List.of(ENTRY) : table.key(), own));
    }

    private static String named(RecordType type, String name) {
        if (!Identifiers.isAllowed(name)) {
            throw new EtlException(
                    StandardError.OPTION_INVALID,
                    "Cannot keep records of type " + type.name() + " in a registry: '" + name
                            + "' cannot be the name of a table or column",
                    "rename the field with a normalizer to lower-case letters, digits and underscores");
        }
        return name;
    }

    private static TableColumn column(RecordType type, String name) {
        int at = type.indexOf(name);
        if (at >= 0) {
            return new TableColumn(
                    name, new Field(name), ColumnType.of(type.columns().get(at).kind()));
        }
        if (name.endsWith(SHA256)) {
            return new TableColumn(
                    name, Field.sha256(name.substring(0, name.length() - SHA256.length())), ColumnType.TEXT);
        }
        return new TableColumn(name, Field.md5(name.substring(0, name.length() - MD5.length())), ColumnType.TEXT);
    }

    /** Whether each of its rows is one record's. */
    boolean isOfRecords() {
        return layout.keyIsRecord();
    }
}
