package dev.tributary.etl.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Where the rows of units go: some tables of one database, in the order in which rows are brought over.
 *
 * @param closing what is done behind them in the same transaction
 * @param quick a shorter way, for units of one table
 */
record UnitTarget(
        Dialect dialect,
        UnitCommits commits,
        Failures failures,
        List<Sheet> sheets,
        List<String> closing,
        Optional<QuickWrite> quick) {
    UnitTarget {
        sheets = List.copyOf(sheets);
        closing = List.copyOf(closing);
    }

    /** Looks whether rows could be brought over, with the rights and the types that there are. */
    void check(Connection connection) throws SQLException {
        for (var sheet : sheets) {
            sheet.check(connection, new Transaction(dialect, connection));
        }
    }

    void createWaiting(Connection connection) throws SQLException {
        for (var sheet : sheets) {
            sheet.waiting().create(connection);
        }
    }

    void dropWaiting(Transaction transaction) throws SQLException {
        for (var sheet : sheets) {
            transaction.execute("DROP TABLE IF EXISTS " + sheet.waiting().quoted());
        }
    }

    void clearWaiting(Transaction transaction) throws SQLException {
        for (var command : dialect.clear(sheets.stream().map(Sheet::waiting).toList())) {
            transaction.execute(command);
        }
    }

    /** Brings waiting rows to their tables, inside of the caller's transaction. */
    void merge(Transaction transaction, boolean deletions) throws SQLException {
        if (deletions) {
            for (int i = sheets.size() - 1; i >= 0; i--) {
                sheets.get(i).delete(transaction);
            }
        }
        for (var sheet : sheets) {
            sheet.merge(transaction);
        }
        for (var command : closing) {
            transaction.execute(command);
        }
    }
}
