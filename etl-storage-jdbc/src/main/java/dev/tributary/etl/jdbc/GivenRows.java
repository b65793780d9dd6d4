package dev.tributary.etl.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows as parameters of one statement of PostgreSQL: an array of texts for each column, which the server turns into the types that the table has, by
 * the functions that COPY uses. So a unit needs no temporary table and leaves nothing in the catalogues.
 *
 * @param columns how many the rows have
 */
record GivenRows(String statement, int columns) implements QuickWrite {
    /** With the types that the table has today; empty when one of them cuts what is cast to it, where COPY would refuse it. */
    static Optional<QuickWrite> of(Connection connection, TableName table, TableSql sql) throws SQLException {
        var types = types(connection, table);
        var names = sql.layout().names();
        if (!types.keySet().containsAll(names)) {
            return Optional.empty();
        }
        var values = new StringBuilder();
        var arrays = new StringBuilder();
        var aliases = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i);
            values.append("CAST(r.c" + i + " AS " + types.get(name) + ") AS " + Identifiers.quoted(name) + ", ");
            arrays.append("CAST(? AS text[]), ");
            aliases.append("c" + i + ", ");
        }
        var rows = "WITH etl_rows AS (SELECT " + values + "r.hash AS " + TableSql.HASH
                + ", false AS etl_deleted, r.number AS etl_number FROM unnest(" + arrays
                + "CAST(? AS bytea[])) WITH ORDINALITY AS r(" + aliases + "hash, number)) ";
        return Optional.of(new GivenRows(rows + sql.merge("etl_rows", table), names.size()));
    }

    /** Without lengths, which the assignment checks; without domains, which have theirs inside. */
    private static Map<String, String> types(Connection connection, TableName table) throws SQLException {
        var types = new HashMap<String, String>();
        try (var query = connection.prepareStatement("SELECT a.attname, format_type(a.atttypid, -1) FROM pg_attribute a"
                + " JOIN pg_type t ON t.oid = a.atttypid WHERE a.attrelid = to_regclass(?) AND a.attnum > 0"
                + " AND NOT a.attisdropped AND t.typtype <> 'd'")) {
            query.setString(1, table.quoted());
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    types.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return types;
    }

    @Override
    public boolean takes(Row row) {
        return !row.isDeletion();
    }

    @Override
    public void write(Connection connection, List<Row> rows) throws SQLException {
        List<Array> arrays = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            arrays.add(connection.createArrayOf("text", cells(rows, i)));
        }
        arrays.add(
                connection.createArrayOf("bytea", rows.stream().map(Row::hash).toArray(byte[][]::new)));
        try (var insert = connection.prepareStatement(statement)) {
            for (int i = 0; i < arrays.size(); i++) {
                insert.setArray(i + 1, arrays.get(i));
            }
            insert.executeUpdate();
        }
    }

    private static @Nullable String[] cells(List<Row> rows, int column) {
        var cells = new @Nullable String[rows.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = rows.get(i).cells()[column];
        }
        return cells;
    }
}
