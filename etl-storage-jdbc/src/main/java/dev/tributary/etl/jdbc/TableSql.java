package dev.tributary.etl.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The statements that bring waiting rows into a table. All names in them were checked, and are quoted. */
record TableSql(Layout layout, JdbcOptions.Mode mode) {
    static final String HASH = "etl_row_hash";
    /** One of so many rows is of the sample. */
    static final int SAMPLED = 64;

    /** All columns that are written. */
    List<String> names() {
        var names = new ArrayList<>(layout.names());
        if (mode != JdbcOptions.Mode.APPEND) {
            names.add(HASH);
        }
        return names;
    }

    private String columns() {
        return Identifiers.quoted(names());
    }

    /** From the waiting rows into the table: added, or changed where a value differs. */
    String merge(String waiting, TableName into) {
        var sample = "(SELECT * FROM " + waiting + " WHERE NOT etl_deleted AND ((SELECT max(etl_number) FROM " + waiting
                + " WHERE NOT etl_deleted) - etl_number) % " + SAMPLED + " = 0)";
        return merge(waiting, sample, into);
    }

    /**
     * From rows with a number into the table.
     *
     * @param sample keys and hashes of each {@link #SAMPLED}th row from the last one on
     */
    String merge(String from, String sample, TableName into) {
        return insert(from, into, unlessThere(sample, into)) + onConflict();
    }

    /** The same when none of the rows is there; one that is makes it fail. */
    String insertNew(String from, TableName into) {
        return insert(from, into, "");
    }

    /** In the order of the key, which is that of its index, and the one in which all who upsert lock rows. */
    private String insert(String from, TableName into, String condition) {
        return "INSERT INTO " + into.quoted() + " AS t (" + columns() + ") SELECT " + columns() + " FROM " + from
                + " AS r WHERE NOT r.etl_deleted" + lastOfKey(from) + condition + " ORDER BY "
                + (isUpsert() ? Identifiers.quoted(layout.key()) : "etl_number");
    }

    /** Whether a row of the sample has a key that is there. */
    String anyThere(String sample, TableName table) {
        return "SELECT EXISTS (SELECT 1 FROM " + sample + " AS s WHERE (SELECT true FROM " + table.quoted()
                + " AS o WHERE " + sameKey("o", "s") + " LIMIT 1))";
    }

    /** Of rows with one key in one statement, the last one counts: a database would refuse the second. */
    private String lastOfKey(String from) {
        return isUpsert() && !layout.keyIsRecord()
                ? " AND r.etl_number IN (SELECT max(etl_number) FROM " + from + " WHERE NOT etl_deleted GROUP BY "
                        + Identifiers.quoted(layout.key()) + ")"
                : "";
    }

    /**
     * PostgreSQL locks the rows that an upsert leaves as they are, and a lock is written to the row and to the log. So each row is looked for before, when
     * one of the sample is there as it is; to look for new rows costs a third of adding them. The last row is always of the sample: of a unit whose rows
     * are all there, nothing is written.
     */
    private String unlessThere(String sample, TableName into) {
        return isUpsert()
                ? " AND CASE WHEN EXISTS (SELECT 1 FROM " + sample + " AS s WHERE s." + HASH + " = "
                        + hashInTable(into, "s") + ") THEN r." + HASH + " IS DISTINCT FROM " + hashInTable(into, "r")
                        + " ELSE true END"
                : "";
    }

    /** At most one row has the key. The limit keeps PostgreSQL from making a join of it, which might read the whole table for each unit. */
    private String hashInTable(TableName table, String row) {
        return "(SELECT o." + HASH + " FROM " + table.quoted() + " AS o WHERE " + sameKey("o", row) + " LIMIT 1)";
    }

    /** Whether rows with the key of one that is there change it. */
    boolean isUpsert() {
        return mode != JdbcOptions.Mode.APPEND && !layout.key().isEmpty();
    }

    /** From one table of the same columns into another, but for what is there as it is. */
    String mergeAll(TableName from, TableName into) {
        var news = isUpsert()
                ? "NOT EXISTS (SELECT 1 FROM " + into.quoted() + " AS o WHERE " + sameKey("o", "s") + " AND o." + HASH
                        + " = s." + HASH + ")"
                : "true";
        return "INSERT INTO " + into.quoted() + " AS t (" + columns() + ") SELECT " + columns() + " FROM "
                + from.quoted() + " AS s WHERE " + news + onConflict();
    }

    /** The same into an empty table, in the order of its key: then its index grows at one end. */
    String insertSorted(TableName from, TableName into) {
        return "INSERT INTO " + into.quoted() + " (" + columns() + ") SELECT " + columns() + " FROM " + from.quoted()
                + " ORDER BY " + Identifiers.quoted(layout.key());
    }

    private String onConflict() {
        if (layout.key().isEmpty()) {
            return "";
        }
        var conflict = " ON CONFLICT (" + Identifiers.quoted(layout.key()) + ") DO ";
        if (mode == JdbcOptions.Mode.APPEND) {
            return conflict + "NOTHING";
        }
        var changes = new ArrayList<String>();
        layout.names().stream()
                .filter(name -> !layout.key().contains(name))
                .forEach(name -> changes.add(Identifiers.quoted(name) + " = excluded." + Identifiers.quoted(name)));
        changes.add(HASH + " = excluded." + HASH);
        return conflict + "UPDATE SET " + String.join(", ", changes) + " WHERE t." + HASH
                + " IS DISTINCT FROM excluded." + HASH;
    }

    /** Drops waiting rows that a later deletion takes back. */
    String dropDeleted(String waiting) {
        return "DELETE FROM " + waiting + " AS r WHERE NOT r.etl_deleted AND EXISTS (SELECT 1 FROM " + waiting
                + " d WHERE d.etl_deleted AND d.etl_number > r.etl_number AND " + sameKey("d", "r") + ")";
    }

    /** Removes the rows that waiting deletions name. */
    String delete(String waiting, TableName from) {
        return "DELETE FROM " + from.quoted() + " AS t WHERE EXISTS (SELECT 1 FROM " + waiting
                + " d WHERE d.etl_deleted AND " + sameKey("d", "t") + ")";
    }

    /** Removes the rows whose key another table does not have; without a key, all. */
    String deleteMissing(TableName in, TableName from) {
        var all = "DELETE FROM " + from.quoted() + " AS t";
        return layout.key().isEmpty()
                ? all
                : all + " WHERE NOT EXISTS (SELECT 1 FROM " + in.quoted() + " s WHERE " + sameKey("s", "t") + ")";
    }

    private String sameKey(String one, String other) {
        return layout.key().stream()
                .map(Identifiers::quoted)
                .map(name -> one + "." + name + " = " + other + "." + name)
                .collect(Collectors.joining(" AND "));
    }

    String create(TableName table, Dialect dialect) {
        var lines = columns(dialect, name -> " NOT NULL");
        if (!layout.key().isEmpty()) {
            lines.add("PRIMARY KEY (" + Identifiers.quoted(layout.key()) + ")");
        }
        return "CREATE TABLE IF NOT EXISTS " + table.quoted() + " (" + String.join(", ", lines) + ")";
    }

    /** Without the key, which comes when it is full; its rules are called as those of the table that it will be, when such names are not too long. */
    String createStage(TableName stage, TableName table, Dialect dialect) {
        var lines = columns(dialect, column -> {
            var name = table.name() + "_" + column + "_not_null";
            return (Identifiers.isAllowed(name) ? " CONSTRAINT " + Identifiers.quoted(name) : "") + " NOT NULL";
        });
        return "CREATE TABLE " + stage.quoted() + " (" + String.join(", ", lines) + ")";
    }

    private List<String> columns(Dialect dialect, UnaryOperator<String> ruleOfKey) {
        var lines = new ArrayList<String>();
        for (var column : layout.columns()) {
            var name = column.name();
            lines.add(Identifiers.quoted(name) + " " + dialect.name(column.type())
                    + (layout.key().contains(name) ? ruleOfKey.apply(name) : ""));
        }
        if (mode != JdbcOptions.Mode.APPEND) {
            lines.add(HASH + " " + dialect.hashType());
        }
        return lines;
    }

    /** The index that {@link #createKey} makes. */
    static TableName keyOf(TableName table) {
        return table.beside(table.name() + "_key");
    }

    /** Rows with one key must be one row, also where the table's own index was not taken along. */
    String createKey(TableName table) {
        return "CREATE UNIQUE INDEX IF NOT EXISTS "
                + Identifiers.quoted(keyOf(table).name()) + " ON " + table.quoted() + " ("
                + Identifiers.quoted(layout.key()) + ")";
    }
}
