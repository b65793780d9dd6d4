package dev.tributary.etl.jdbc;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table that every registry has and every load writes.
 *
 * @param sheet its place among the tables of a load, which is the order in which rows are brought over
 * @param untold columns that say when a row came; a row that differs in these alone is not changed
 */
record RegistryTable(int sheet, String name, Layout layout, Set<String> untold) {
    static final RegistryTable ENTRIES = new RegistryTable(
            0,
            "registry_entries",
            layout(
                    List.of("id"),
                    column("id", ColumnType.UUID),
                    text("organization"),
                    text("record_type"),
                    text("record_identifier"),
                    text("name")),
            Set.of());

    static final RegistryTable VERSIONS = new RegistryTable(
            1,
            "versions",
            layout(
                    List.of("id"),
                    column("id", ColumnType.UUID),
                    column("entry_id", ColumnType.UUID),
                    text("version"),
                    text("external_version"),
                    column("release_date", ColumnType.DATE),
                    column("size_bytes", ColumnType.BIGINT)),
            Set.of("external_version"));

    static final RegistryTable FILES = new RegistryTable(
            2,
            "version_files",
            layout(
                    List.of("version_id", "format"),
                    column("version_id", ColumnType.UUID),
                    text("format"),
                    text("object_key"),
                    text("md5"),
                    text("sha256"),
                    column("size_bytes", ColumnType.BIGINT),
                    text("content_type"),
                    text("external_version")),
            Set.of("external_version"));

    static final RegistryTable SOURCES = new RegistryTable(
            3,
            "data_sources",
            layout(
                    List.of("id"),
                    column("id", ColumnType.UUID),
                    text("dataset_id"),
                    column("version_id", ColumnType.UUID),
                    text("content_sha256"),
                    text("primary_file_md5"),
                    text("metadata_md5")),
            Set.of());

    static final List<RegistryTable> ALL = List.of(ENTRIES, VERSIONS, FILES, SOURCES);

    private static Layout layout(List<String> key, TableColumn... columns) {
        return new Layout(List.of(columns), key, true);
    }

    private static TableColumn text(String name) {
        return column(name, ColumnType.TEXT);
    }

    private static TableColumn column(String name, ColumnType type) {
        return new TableColumn(name, new Field(name), type);
    }

    TableName table() {
        return new TableName(Optional.empty(), name);
    }

    /** A row of its columns in order; {@code hash} is of this table. */
    Row row(RowHash hash, @Nullable String... cells) {
        var telling = cells.clone();
        for (int i = 0; i < cells.length; i++) {
            var column = layout.columns().get(i);
            RowMaker.checked(column, cells[i]);
            telling[i] = untold.contains(column.name()) ? null : cells[i];
        }
        return new Row(sheet, cells, hash.of(telling));
    }
}
