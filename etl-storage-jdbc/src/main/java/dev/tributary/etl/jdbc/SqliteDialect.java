package dev.tributary.etl.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** SQLite 3.39 and newer. Decimals and times are texts there, for its numbers have 53 bits. */
final class SqliteDialect implements Dialect {
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int TOO_BIG = 18;
    private static final int CONSTRAINT = 19;
    private static final int MISMATCH = 20;
    private static final int PRIMARY_CODE = 0xFF;
    /** {@code NOT NULL constraint failed: table.column}. */
    private static final Pattern FAILED_COLUMN = Pattern.compile("constraint failed: \\w+\\.(\\w+)");

    @Override
    public String name(ColumnType type) {
        return switch (type) {
            case BIGINT, BOOLEAN -> "INTEGER";
            case DOUBLE -> "REAL";
            case TEXT, DECIMAL, TIMESTAMP, DATE, UUID, JSON -> "TEXT";
        };
    }

    @Override
    public String hashType() {
        return "BLOB";
    }

    @Override
    public String engineName() {
        return "sqlite";
    }

    @Override
    public String oneOf(ColumnType type) {
        return "IN (SELECT value FROM json_each(?))";
    }

    @Override
    public void bindAll(PreparedStatement statement, int parameter, List<String> values) throws SQLException {
        var json = new StringBuilder("[");
        for (var value : values) {
            json.append(json.length() == 1 ? "\"" : ",\"")
                    .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        statement.setString(parameter, json.append(']').toString());
    }

    @Override
    public String now() {
        return "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
    }

    @Override
    public String hoursAgo(int hours) {
        return "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-" + hours + " hours')";
    }

    /** Whoever writes is alone. */
    @Override
    public String oneMigration() {
        return "SELECT 1";
    }

    @Override
    public String temporary() {
        return "temp.";
    }

    @Override
    public List<String> clear(List<WaitingRows> tables) {
        return tables.stream().map(table -> "DELETE FROM " + table.quoted()).toList();
    }

    /** Taking the write lock at once, a transaction never fails half way for want of it. */
    @Override
    public String begin() {
        return "BEGIN IMMEDIATE";
    }

    /** It has no LIKE, and keeps the command that made a table as it was written. */
    @Override
    public String createLike(Connection connection, TableName made, TableName like) throws SQLException {
        try (var query =
                connection.prepareStatement("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?")) {
            query.setString(1, like.name());
            try (var rows = query.executeQuery()) {
                var command = rows.next() ? rows.getString(1) : "";
                int columns = command.indexOf('(');
                if (columns < 0) {
                    throw new SQLException("cannot make a table like " + like + ": '" + command + "'");
                }
                return "CREATE TABLE IF NOT EXISTS " + made.quoted() + " " + command.substring(columns);
            }
        }
    }

    @Override
    public void append(Connection connection, WaitingRows table, int first, List<Row> rows) throws SQLException {
        try (var insert = connection.prepareStatement(table.insertCommand())) {
            for (int i = 0; i < rows.size(); i++) {
                var row = rows.get(i);
                insert.setInt(1, first + i);
                insert.setBoolean(2, row.isDeletion());
                int at = 3;
                for (int c = 0; c < row.cells().length; c++) {
                    bind(insert, at++, table.columns().get(c).type(), row.cells()[c]);
                }
                insert.setBytes(at, row.hash());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void bind(PreparedStatement insert, int at, ColumnType type, @Nullable String cell)
            throws SQLException {
        if (cell == null) {
            insert.setNull(at, Types.NULL);
        } else if (type == ColumnType.BOOLEAN && (cell.equals("true") || cell.equals("false"))) {
            insert.setInt(at, cell.equals("true") ? 1 : 0);
        } else {
            // The column's affinity makes numbers of texts that are numbers.
            insert.setString(at, cell);
        }
    }

    @Override
    public Optional<QuickWrite> quickWrite(Connection connection, TableName table, TableSql sql) {
        return Optional.empty();
    }

    /** It would write all rows twice: it adds no key to a table that is full. */
    @Override
    public boolean mayWaitApart(Connection connection, TableName table) {
        return false;
    }

    @Override
    public String unhurried() {
        return "NULL";
    }

    @Override
    public boolean isTableMissing(SQLException e) {
        return String.valueOf(e.getMessage()).contains("no such table");
    }

    @Override
    public boolean isRowAtFault(SQLException e) {
        int code = e.getErrorCode() & PRIMARY_CODE;
        return code == CONSTRAINT || code == MISMATCH || code == TOO_BIG;
    }

    @Override
    public boolean isTransient(SQLException e) {
        int code = e.getErrorCode() & PRIMARY_CODE;
        return code == BUSY || code == LOCKED;
    }

    @Override
    public String message(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }

    @Override
    public Optional<String> column(SQLException e) {
        var place = FAILED_COLUMN.matcher(String.valueOf(e.getMessage()));
        return place.find() ? Optional.of(place.group(1)) : Optional.empty();
    }
}
