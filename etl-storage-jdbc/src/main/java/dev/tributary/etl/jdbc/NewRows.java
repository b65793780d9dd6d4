package dev.tributary.etl.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.PGStatement;

/**
 * Rows of which no key of a sample is there are inserted in the hope that all are new: an upsert goes through the key's index twice for each, and that is
 * what it costs. One that is there all the same, or comes in from another writer, makes the insertion fail; it is undone, the rows come as an upsert, and
 * so do those of all later units, for each mistake fills the table with dead rows and is noted in the server's log. Thread-safe.
 */
final class NewRows implements QuickWrite {
    private static final String UNIQUE_VIOLATION = "23505";

    private final String anyThere;
    private final GivenRows insert;
    private final GivenRows upsert;
    private final AtomicBoolean mistaken = new AtomicBoolean();

    NewRows(String anyThere, GivenRows insert, GivenRows upsert) {
        this.anyThere = anyThere;
        this.insert = insert;
        this.upsert = upsert;
    }

    @Override
    public boolean takes(Row row) {
        return upsert.takes(row);
    }

    @Override
    public void write(Connection connection, List<Row> rows) throws SQLException {
        if (mistaken.get() || isAnyThere(connection, rows) || !inserts(connection, rows)) {
            upsert.write(connection, rows);
        }
    }

    private boolean isAnyThere(Connection connection, List<Row> rows) throws SQLException {
        try (var query = connection.prepareStatement(anyThere)) {
            // As for the rows: a plan that was kept would be that of the table when it was small.
            query.unwrap(PGStatement.class).setPrepareThreshold(0);
            upsert.bindSample(query, 1, rows);
            try (var found = query.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }

    /** Whether all rows were new. */
    private boolean inserts(Connection connection, List<Row> rows) throws SQLException {
        execute(connection, "SAVEPOINT etl_new_rows");
        try {
            insert.write(connection, rows);
            return true;
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            mistaken.set(true);
            execute(connection, "ROLLBACK TO SAVEPOINT etl_new_rows");
            return false;
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
