package dev.tributary.etl.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/**
 * The temporary table in which a unit's rows wait for its commit, so that a unit of any size waits outside of memory.
 *
 * @param name its own, of a program's choice
 */
record WaitingRows(Dialect dialect, String name, TableName target, List<TableColumn> columns) {
    WaitingRows {
        columns = List.copyOf(columns);
    }

    /** For statements; it hides no table of the same name, and none hides it. */
    String quoted() {
        return dialect.temporary() + name;
    }

    private List<String> names() {
        return columns.stream().map(TableColumn::name).toList();
    }

    /** Its columns have the types that the target has today. */
    void create(Connection connection) throws SQLException {
        execute(
                connection,
                "CREATE TEMP TABLE " + name + " AS SELECT 0 AS etl_number, false AS etl_deleted, "
                        + Identifiers.quoted(names()) + ", CAST(NULL AS " + dialect.hashType()
                        + ") AS etl_row_hash FROM "
                        + target.quoted() + " WHERE 1 = 0");
    }

    void drop(Connection connection) throws SQLException {
        execute(connection, "DROP TABLE " + quoted());
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    String copyCommand() {
        return "COPY " + quoted() + " FROM STDIN";
    }

    String insertCommand() {
        return "INSERT INTO " + quoted() + " VALUES (" + String.join(", ", Collections.nCopies(columns.size() + 3, "?"))
                + ")";
    }
}
