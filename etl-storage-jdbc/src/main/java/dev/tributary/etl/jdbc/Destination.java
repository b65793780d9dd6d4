package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.LoadTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The table of one job and all that belongs to it.
 *
 * @param database for people, without what comes behind a question mark: there may be passwords
 * @param recordType only its records are loaded; empty for all
 */
record Destination(
        Dialect dialect, String database, TableName table, TableSql sql, LoadTarget load, Optional<String> recordType) {
    private static final int STAGE_DIGITS = 16;

    /** Where readers find it. */
    String place() {
        return database + ", table " + table;
    }

    Layout layout() {
        return sql.layout();
    }

    boolean takesDeletions() {
        return sql.mode() != JdbcOptions.Mode.APPEND && !layout().key().isEmpty();
    }

    UnitCommits commits() {
        return new UnitCommits(table, load.dataset());
    }

    Failures failures() {
        return new Failures(dialect, "table " + table);
    }

    Transaction transaction(Connection connection) {
        return new Transaction(dialect, connection);
    }

    /** Where rows wait that are not published yet: a table of their own for each job, {@code etl_stage_} and 16 hex digits. */
    TableName stage() {
        return stage(table, load.job());
    }

    EtlException stageIsGone() {
        return new EtlException(
                StandardError.LOAD_FAILED,
                "Cannot go on loading table " + table + ": somebody removed table " + stage()
                        + ", in which its rows waited",
                "give the dataset another release.internal, so that all is loaded again");
    }

    /** Removes the tables in which rows of jobs waited that nobody goes on with. */
    void dropStages(Transaction transaction, List<String> jobs) throws SQLException {
        for (var job : jobs) {
            transaction.execute("DROP TABLE IF EXISTS " + stage(table, job).quoted());
        }
    }

    static TableName stage(TableName table, String job) {
        return table.beside(
                "etl_stage_" + Digests.hex("SHA-256", job + "\n" + table).substring(0, STAGE_DIGITS));
    }

    /** Begins the job at the target: what others of the dataset have left open is theirs no more. */
    Route begin(Connection connection) throws SQLException {
        var transaction = transaction(connection);
        transaction.ensure(commits().look(), commits().create());
        transaction.commit(() -> {
            dropStages(transaction, commits().begin(connection, load));
            return true;
        });
        if (sql.mode() == JdbcOptions.Mode.REPLACE) {
            return new ReplaceRoute(this);
        }
        var first = new FirstRoute(this);
        return first.isTaken(connection) ? first : new DirectRoute(this);
    }

    void ensureTable(Connection connection) throws SQLException {
        transaction(connection).ensure("SELECT 1 FROM " + table.quoted() + " WHERE 1 = 0", sql.create(table, dialect));
        checkColumns(connection);
    }

    void checkColumns(Connection connection) throws SQLException {
        new ColumnCheck(table, sql.names()).against(connection, dialect);
    }

    /** Where units go that fill a table; {@code typed} is one whose columns have the types. */
    UnitTarget units(TableName filled, TableName typed, Optional<QuickWrite> quick) {
        var waiting = new WaitingRows(dialect, "etl_rows", typed, layout().columns());
        return new UnitTarget(
                dialect, commits(), failures(), List.of(new Sheet(filled, sql, waiting)), List.of(), quick);
    }
}
