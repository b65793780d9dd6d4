package dev.tributary.etl.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** One of the tables that a load writes, and the temporary table in which rows wait for it. */
record Sheet(TableName table, TableSql sql, WaitingRows waiting) {
    /** Looks whether rows could be brought over, with the rights and the types that there are. */
    void check(Connection connection, Transaction transaction) throws SQLException {
        waiting.create(connection);
        transaction.execute("EXPLAIN " + sql.merge(waiting.quoted(), table));
        waiting.drop(connection);
    }

    /** Brings waiting rows over, inside of the caller's transaction. */
    void merge(Transaction transaction) throws SQLException {
        transaction.execute(sql.merge(waiting.quoted(), table));
    }

    /** Does what waiting deletions say, before the rows are brought over. */
    void delete(Transaction transaction) throws SQLException {
        if (!sql.layout().key().isEmpty()) {
            transaction.execute(sql.dropDeleted(waiting.quoted()));
            transaction.execute(sql.delete(waiting.quoted(), table));
        }
    }
}
