package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.stage.LoadTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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
    private static final int STAGE_DIGITS = 16;

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

    private Sheet sheet() {
        return new Sheet(unitsTable(), sql, new WaitingRows(dialect, "etl_rows", table, layout.columns()));
    }

    Failures failures() {
        return new Failures(dialect, "table " + table);
    }

    /** Where units go, once all is prepared. */
    UnitTarget units(Connection connection) throws SQLException {
        var quick = dialect.quickWrite(connection, unitsTable(), sql);
        return new UnitTarget(dialect, commits(), failures(), List.of(sheet()), List.of(), quick);
    }

    /** The table that units write. */
    TableName unitsTable() {
        return replaces()
                ? table.beside("etl_stage_"
                        + Digests.hex("SHA-256", load.job() + "\n" + table).substring(0, STAGE_DIGITS))
                : table;
    }

    /** Makes what is not there, and looks whether all is as statements will want it. */
    void prepare(Connection connection) throws SQLException {
        var transaction = new Transaction(dialect, connection);
        transaction.ensure("SELECT 1 FROM " + table.quoted() + " WHERE 1 = 0", sql.create(table, dialect));
        new ColumnCheck(table, sql.names()).against(connection, dialect);
        transaction.ensure(commits().look(), commits().create());
        commits().begin(connection, load);
        if (replaces()) {
            transaction.ensure(publications().look(), publications().create());
            if (publications().isLast(connection, load)) {
                return;
            }
            transaction.execute(dialect.createLike(connection, unitsTable(), table));
            if (!layout.key().isEmpty()) {
                transaction.execute(sql.createKey(unitsTable()));
            }
        }
        sheet().check(connection, transaction);
        if (replaces()) {
            transaction.execute("EXPLAIN " + sql.mergeAll(unitsTable(), table));
        }
    }
}
