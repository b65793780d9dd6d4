package dev.tributary.etl.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * Rows as parameters of one statement of PostgreSQL: an array of texts for each column, which the server turns into the types that the table has, by
 * the functions that COPY uses. So a unit needs no temporary table and leaves nothing in the catalogues.
 *
 * @param columns how many the rows have
 * @param key the places of the key's columns, of which a sample is given besides; none when rows are only added
 */
record GivenRows(String statement, int columns, List<Integer> key) implements QuickWrite {
    /** With the types that the table has today; empty when one of them cuts what is cast to it, where COPY would refuse it. */
    static Optional<QuickWrite> of(Connection connection, TableName table, TableSql sql) throws SQLException {
        var types = types(connection, table);
        var names = sql.layout().names();
        if (!types.keySet().containsAll(names)) {
            return Optional.empty();
        }
        var rows =
                "WITH etl_rows AS (SELECT " + given(names, types) + ", false AS etl_deleted, number AS etl_number FROM "
                        + arrays(names.size()) + " WITH ORDINALITY AS g(" + aliases(names.size()) + ", number)) ";
        if (!sql.isUpsert()) {
            return Optional.of(new GivenRows(rows + sql.merge("etl_rows", "", table), names.size(), List.of()));
        }
        var sample = "(SELECT " + given(sql.layout().key(), types) + " FROM "
                + arrays(sql.layout().key().size()) + " AS g("
                + aliases(sql.layout().key().size()) + "))";
        var key = sql.layout().key().stream().map(names::indexOf).toList();
        return Optional.of(new NewRows(
                sql.anyThere(sample, table),
                new GivenRows(rows + sql.insertNew("etl_rows", table), names.size(), List.of()),
                new GivenRows(rows + sql.merge("etl_rows", sample, table), names.size(), key)));
    }

    private static String given(List<String> names, Map<String, String> types) {
        var values = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            values.append("CAST(c" + i + " AS " + types.get(names.get(i)) + ") AS " + Identifiers.quoted(names.get(i))
                    + ", ");
        }
        return values + "hash AS " + TableSql.HASH;
    }

    private static String arrays(int columns) {
        return "unnest(" + "CAST(? AS text[]), ".repeat(columns) + "CAST(? AS bytea[]))";
    }

    private static String aliases(int columns) {
        return IntStream.range(0, columns).mapToObj(i -> "c" + i + ", ").collect(Collectors.joining()) + "hash";
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
        try (var insert = connection.prepareStatement(statement)) {
            // Planned for each unit: a plan that was kept would be that of the table when it was small.
            insert.unwrap(PGStatement.class).setPrepareThreshold(0);
            bind(insert, 1, rows, IntStream.range(0, columns).boxed().toList());
            if (!key.isEmpty()) {
                bindSample(insert, columns + 2, rows);
            }
            insert.executeUpdate();
        }
    }

    /** Keys and hashes of a sample, from a parameter on. */
    void bindSample(PreparedStatement statement, int first, List<Row> rows) throws SQLException {
        bind(statement, first, sample(rows), key);
    }

    private static List<Row> sample(List<Row> rows) {
        var sample = new ArrayList<Row>();
        for (int i = rows.size() - 1; i >= 0; i -= TableSql.SAMPLED) {
            sample.add(rows.get(i));
        }
        return sample;
    }

    /** An array for each of the columns named by their places, and one of hashes. */
    private static void bind(PreparedStatement statement, int first, List<Row> rows, List<Integer> columns)
            throws SQLException {
        var connection = statement.getConnection();
        for (int i = 0; i < columns.size(); i++) {
            statement.setArray(first + i, connection.createArrayOf("text", cells(rows, columns.get(i))));
        }
        var hashes = rows.stream().map(Row::hash).toArray(byte[][]::new);
        statement.setArray(first + columns.size(), connection.createArrayOf("bytea", hashes));
    }

    private static @Nullable String[] cells(List<Row> rows, int column) {
        var cells = new @Nullable String[rows.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = rows.get(i).cells()[column];
        }
        return cells;
    }
}
