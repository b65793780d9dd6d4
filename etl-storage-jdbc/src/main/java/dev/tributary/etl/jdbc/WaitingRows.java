package dev.tributary.etl.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** The temporary table in which a unit's rows wait for its commit, so that a unit of any size waits outside of memory. */
record WaitingRows(Dialect dialect, TableName target, List<TableColumn> columns) {
    private static final String NAME = "etl_rows";

    /** For statements; it hides no table of the same name, and none hides it. */
    String quoted() {
        return dialect.temporary() + NAME;
    }

    private List<String> names() {
        return columns.stream().map(TableColumn::name).toList();
    }

    /** Its columns have the types that the target has today. */
    void create(Connection connection) throws SQLException {
        execute(
                connection,
                "CREATE TEMP TABLE " + NAME + " AS SELECT 0 AS etl_number, false AS etl_deleted, "
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
