package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.LoadTarget;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The table of one job and all that belongs to it. Rows of a job that replaces wait in a table of their own, {@code etl_stage_} and 16 hex digits,
 * until they are published.
 *
 * @param database for people, without what comes behind a question mark: there may be passwords
 * @param recordType only its records are loaded; empty for all
 */
record Destination(
        Dialect dialect,
        String database,
        TableName table,
        Layout layout,
        TableSql sql,
        LoadTarget load,
        Optional<String> recordType) {
    private static final int STAGE_BYTES = 8;

    /** Where readers find it. */
    String place() {
        return database + ", table " + table;
    }

    boolean replaces() {
        return sql.mode() == JdbcOptions.Mode.REPLACE;
    }

    boolean takesDeletions() {
        return sql.mode() != JdbcOptions.Mode.APPEND && !layout.key().isEmpty();
    }

    UnitCommits commits() {
        return new UnitCommits(table, load.dataset());
    }

    Publications publications() {
        return new Publications(table);
    }

    WaitingRows waiting() {
        return new WaitingRows(dialect, table, layout.columns());
    }

    Failures failures() {
        return new Failures(dialect, table);
    }

    /** Where units go. */
    TableName unitsTable() {
        return replaces() ? table.beside("etl_stage_" + digest(load.job() + "\n" + table)) : table;
    }

    private static String digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, STAGE_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Makes what is not there, and looks whether all is as statements will want it. */
    void prepare(Connection connection) throws SQLException {
        var transaction = new Transaction(dialect, connection);
        ensure(transaction, "SELECT 1 FROM " + table.quoted() + " WHERE 1 = 0", sql.create(table, dialect));
        checkColumns(connection);
        ensure(transaction, commits().look(), commits().create());
        commits().begin(connection, load);
        if (replaces()) {
            ensure(transaction, publications().look(), publications().create());
            if (publications().isLast(connection, load)) {
                return;
            }
            transaction.execute(dialect.createLike(connection, unitsTable(), table));
            if (!layout.key().isEmpty()) {
                transaction.execute(sql.createKey(unitsTable()));
            }
        }
        waiting().create(connection);
        transaction.execute("EXPLAIN " + sql.merge(waiting().quoted(), unitsTable()));
        if (replaces()) {
            transaction.execute("EXPLAIN " + sql.mergeAll(unitsTable(), table));
        }
        waiting().drop(connection);
    }

    /** A role without rights to make tables can load into those that are there. */
    private void ensure(Transaction transaction, String look, String create) throws SQLException {
        try {
            transaction.execute(look);
        } catch (SQLException e) {
            if (!dialect.isTableMissing(e)) {
                throw e;
            }
            transaction.execute(create);
        }
    }

    /** By their names and not by asking for them: to SQLite a name that no column has is a text. */
    private void checkColumns(Connection connection) throws SQLException {
        var missing = new ArrayList<>(sql.names());
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

    /** Brings waiting rows to where units go, inside of the caller's transaction. */
    void merge(Transaction transaction, boolean deletions) throws SQLException {
        var waiting = waiting().quoted();
        if (deletions) {
            transaction.execute(sql.dropDeleted(waiting));
            transaction.execute(sql.delete(waiting, unitsTable()));
        }
        transaction.execute(sql.merge(waiting, unitsTable()));
    }
}
