package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether a table that is there has the columns that are written. */
record ColumnCheck(TableName table, List<String> columns) {
    /**
     * By their names and not by asking for them: to SQLite a name that no column has is a text.
     *
     * @throws EtlException OPTION_INVALID naming those that it has not
     */
    void against(Connection connection, Dialect dialect) throws SQLException {
        var missing = new ArrayList<>(columns);
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM " + table.quoted() + " WHERE 1 = 0")) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                missing.remove(rows.getMetaData().getColumnName(i));
            }
        }
        if (!missing.isEmpty()) {
            throw new EtlException(
                    StandardError.OPTION_INVALID,
                    "Cannot load into table " + table + ": it has no column " + String.join(", ", missing),
                    missing.contains(TableSql.HASH)
                            ? "add it: ALTER TABLE " + table + " ADD COLUMN " + TableSql.HASH + " " + dialect.hashType()
                            : "add it, or leave it out of 'columns'");
        }
    }
}
