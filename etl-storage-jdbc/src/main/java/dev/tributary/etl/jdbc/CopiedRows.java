package dev.tributary.etl.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Rows copied into a table of PostgreSQL without an index. What only an index can tell or refuse comes the long way, and for that the table gets one. */
record CopiedRows(Dialect dialect, TableName stage, TableSql sql) implements QuickWrite {
    /** An index takes keys of 2,704 bytes for sure, and a character has four at most. */
    private static final int SURE_KEY_CHARS = 600;

    @Override
    public boolean takes(Row row) {
        return !row.isDeletion() && keyChars(row) <= SURE_KEY_CHARS;
    }

    private int keyChars(Row row) {
        int chars = 0;
        for (var name : sql.layout().key()) {
            var cell = row.cells()[sql.layout().names().indexOf(name)];
            chars += cell == null ? 0 : cell.length();
        }
        return chars;
    }

    @Override
    public void write(Connection connection, List<Row> rows) throws SQLException {
        var command = "COPY " + stage.quoted() + " (" + Identifiers.quoted(sql.names()) + ") FROM STDIN";
        CopyText.copy(connection, command, rows, (text, index) -> {});
    }

    @Override
    public void giveWay(Connection connection) throws SQLException {
        var look = "SELECT CAST(" + TableSql.keyOf(stage).literal() + " AS regclass)";
        new Transaction(dialect, connection).ensure(look, sql.createKey(stage));
    }
}
