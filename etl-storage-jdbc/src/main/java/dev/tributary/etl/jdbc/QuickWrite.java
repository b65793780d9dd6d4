package dev.tributary.etl.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Brings all rows of a unit that fits into memory to its table in one go, so that none waits in a temporary table. Thread-safe. */
interface QuickWrite {
    /** Whether a row may come this way; a unit with one that may not comes the long way. */
    boolean takes(Row row);

    /** Writes rows inside of the caller's transaction, in their order; of rows with one key the last counts. */
    void write(Connection connection, List<Row> rows) throws SQLException;

    /** Called outside of transactions, before rows come the long way: out of temporary tables, by the statements of {@link TableSql}. */
    default void giveWay(Connection connection) throws SQLException {}
}
