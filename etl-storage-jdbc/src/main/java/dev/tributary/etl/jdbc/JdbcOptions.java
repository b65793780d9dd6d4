package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.plugin.Option;
import dev.tributary.etl.spi.plugin.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Options of the loader {@code jdbc}. */
public record JdbcOptions(
        @Option(
                value = "The database; without it, the DataSource of the host program.",
                example = "jdbc:postgresql://db.example.org/science")
        Optional<String> url,

        @Option("The user at the database, when the URL does not name one.")
        Optional<String> user,

        @Option(value = "The user's password.", example = "${env:SCIENCE_DB_PASSWORD}")
        Optional<Secret> password,

        @Option(
                value = "The table, made when it is not there; schema.table for one outside the default schema.",
                example = "proteins")
        String table,

        @Option(
                value = "The columns and what is in them; without it, all columns of the record type.",
                example = "[{ name: accession }, { name: taxon, field: taxonomy_id, type: bigint }]")
        List<ColumnOptions> columns,

        @Option(
                value = "The columns that identify a row; without it, the key of the record type.",
                example = "[accession]")
        List<String> key,

        @Option(
                value =
                        "append adds rows, upsert adds and changes rows unit by unit (the first rows of a table of PostgreSQL come all at once), replace makes the table what the release is, all at once.",
                defaultValue = "upsert")
        Mode mode,

        @Option(value = "Only records of this type are loaded; for sources with several.", example = "protein")
        Optional<String> recordType) {

    /** What loading does to rows that are there. */
    public enum Mode {
        APPEND,
        UPSERT,
        REPLACE
    }

    /** One column of the table. */
    public record ColumnOptions(
            @Option(value = "The column's name in the table.", example = "taxon")
            String name,

            @Option(
                    value =
                            "The field of the record, dots go into maps; @identifier, @name, @content_sha256, @release and @entry_id (its id in the registry) are the record's own, @sha256:FIELD and @md5:FIELD digests of a field's text. Without it, the field of the column's name.",
                    example = "organism.taxonomy_id")
            Optional<String> field,

            @Option(
                    value = "The type when the table is made; without it, what the field's kind asks for.",
                    example = "bigint")
            Optional<ColumnType> type) {
        public ColumnOptions {
            Identifiers.check("column", name);
        }
    }

    public JdbcOptions {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        TableName.parse(table);
        key.forEach(column -> Identifiers.check("key column", column));
        Login.of(url, user, password);
        if (new HashSet<>(columns.stream().map(ColumnOptions::name).toList()).size() < columns.size()) {
            throw new IllegalArgumentException("'columns' names a column twice");
        }
    }

    Optional<Login> login() {
        return Login.of(url, user, password);
    }
}
