package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** In what databases differ. Stateless. */
interface Dialect {
    /** By the database's own name; another one is refused. */
    static Dialect of(Connection connection) throws SQLException {
        var product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> new PostgresDialect();
            case "SQLite" -> new SqliteDialect();
            default ->
                throw new EtlException(
                        StandardError.OPTION_INVALID,
                        "Cannot load into " + product,
                        "use a database of PostgreSQL or SQLite");
        };
    }

    String name(ColumnType type);

    /** The type of the column of row hashes. */
    String hashType();

    /** The schema of temporary tables, quoted, with a dot. */
    String temporary();

    /** Begins a transaction that will write. */
    String begin();

    /** The command that makes a table like another, with its rules for values. */
    String createLike(Connection connection, TableName made, TableName like) throws SQLException;

    /** Appends rows to the table of waiting rows, numbered from {@code first} on. */
    void append(Connection connection, WaitingRows table, int first, List<Row> rows) throws SQLException;

    /** Whether the statement failed because the table is not there. */
    boolean isTableMissing(SQLException e);

    /** Whether values are at fault, so that other rows can be stored. */
    boolean isRowAtFault(SQLException e);

    /** Whether doing it again may help. */
    boolean isTransient(SQLException e);

    /** What the database says, in one line, without what it repeats of statements. */
    String message(SQLException e);

    /** The column that it complains about, if it says one. */
    Optional<String> column(SQLException e);
}
