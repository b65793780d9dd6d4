package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Its name in the engine: {@code postgres} or {@code sqlite}. */
    String engineName();

    /** The dialect of such a name; empty when there is none. */
    static Optional<Dialect> named(String engineName) {
        return Stream.<Dialect>of(new PostgresDialect(), new SqliteDialect())
                .filter(dialect -> dialect.engineName().equals(engineName))
                .findFirst();
    }

    /** The operator and the parameter for "is one of these", which {@link #bindAll} fills; {@code type} is the column's. */
    String oneOf(ColumnType type);

    void bindAll(PreparedStatement statement, int parameter, List<String> values) throws SQLException;

    /** The time of the database. */
    String now();

    /** The time so many hours ago. */
    String hoursAgo(int hours);

    /** A command that waits until nobody else changes the tables' shapes; in a transaction. */
    String oneMigration();

    /** The commands that take all rows out of temporary tables. */
    List<String> clear(List<WaitingRows> tables);

    /** Begins a transaction that will write. */
    String begin();

    /** The command that makes a table like another, with its rules for values. */
    String createLike(Connection connection, TableName made, TableName like) throws SQLException;

    /** Appends rows to the table of waiting rows, numbered from {@code first} on. */
    void append(Connection connection, WaitingRows table, int first, List<Row> rows) throws SQLException;

    /** The shorter way of a unit's rows into a table as it is today; empty where there is none. */
    Optional<QuickWrite> quickWrite(Connection connection, TableName table, TableSql sql) throws SQLException;

    /** Whether the first rows of a table may wait in another one: it is not there, or nothing but its key looks at what is written. */
    boolean mayWaitApart(Connection connection, TableName table) throws SQLException;

    /** An expression that lets the one statement that it is in return before it is on the disk, for what a crash may take back. */
    String unhurried();

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
