package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.stage.Publication;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The first load of a table that is not there, or has no row: units are copied into a table of their job that has no index, and the publication gives it
 * the key and the name of the target, or sorts its rows into a target that is there. An index that grows by random keys costs more than all the rest.
 * Whether a job goes this way is decided once, when it is prepared for the first time, and noted in {@code etl_unit_commits}; a job of the dataset that
 * begins afterwards takes note and table away. Somebody may have filled the table until the publication: then the rows are added to what is there.
 */
record FirstRoute(Destination destination) implements Route {
    /** Whether the job goes this way; makes its table when that is decided. */
    boolean isTaken(Connection connection) throws SQLException {
        return isFit()
                && destination.transaction(connection).commit(() -> {
                    destination
                            .transaction(connection)
                            .execute(destination.dialect().oneMigration());
                    var noted = note().state(connection, destination.load());
                    if (noted.isPresent()) {
                        return noted.get() == StageNote.State.WAITING;
                    }
                    if (!isFirst(connection)) {
                        return false;
                    }
                    makeStage(connection);
                    return true;
                });
    }

    private StageNote note() {
        return new StageNote(destination.commits(), StageNote.Kind.FIRST_LOAD);
    }

    /** That a key comes once is what the engine promises for records only; of other keys the last row has to win, in the order of origins. */
    private boolean isFit() {
        return destination.sql().mode() == JdbcOptions.Mode.UPSERT
                && destination.layout().keyIsRecord();
    }

    private boolean isFirst(Connection connection) throws SQLException {
        return destination.dialect().mayWaitApart(connection, destination.table())
                && !destination.commits().hasUnits(connection, destination.load())
                && (!isThere(connection, destination.table()) || isEmpty(connection));
    }

    private void makeStage(Connection connection) throws SQLException {
        var stage = destination.stage();
        var transaction = destination.transaction(connection);
        transaction.execute(
                isThere(connection, destination.table())
                        ? "CREATE TABLE " + stage.quoted() + " (LIKE "
                                + destination.table().quoted() + " INCLUDING ALL EXCLUDING INDEXES)"
                        : destination.sql().createStage(stage, destination.table(), destination.dialect()));
        note().open(connection, destination.load());
    }

    private static boolean isThere(Connection connection, TableName table) throws SQLException {
        return holds(connection, "SELECT to_regclass(" + table.literal() + ") IS NOT NULL");
    }

    private boolean isEmpty(Connection connection) throws SQLException {
        return holds(
                connection,
                "SELECT NOT EXISTS (SELECT 1 FROM " + destination.table().quoted() + ")");
    }

    private static boolean holds(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    @Override
    public UnitTarget prepare(Connection connection) throws SQLException {
        var stage = destination.stage();
        if (!isThere(connection, stage)) {
            throw destination.stageIsGone();
        }
        if (isThere(connection, destination.table())) {
            destination.checkColumns(connection);
            destination
                    .transaction(connection)
                    .execute("EXPLAIN " + destination.sql().mergeAll(stage, destination.table()));
        }
        return destination.units(
                stage, stage, Optional.of(new CopiedRows(destination.dialect(), stage, destination.sql())));
    }

    @Override
    public void publish(Connection connection, Publication publication) throws SQLException {
        var transaction = destination.transaction(connection);
        transaction.commit(() -> {
            transaction.execute(destination.dialect().oneMigration());
            if (note().close(connection, destination.load())) {
                if (isThere(connection, destination.table())) {
                    pourOut(connection, transaction);
                } else {
                    rename(transaction);
                }
            }
            return true;
        });
    }

    private void rename(Transaction transaction) throws SQLException {
        var stage = destination.stage();
        var table = destination.table();
        transaction.execute("DROP INDEX IF EXISTS " + TableSql.keyOf(stage).quoted());
        transaction.execute("ALTER TABLE " + stage.quoted() + " RENAME TO " + Identifiers.quoted(table.name()));
        transaction.execute("ALTER TABLE " + table.quoted() + " ADD PRIMARY KEY ("
                + Identifiers.quoted(destination.layout().key()) + ")");
    }

    /** Nobody else writes from here on. */
    private void pourOut(Connection connection, Transaction transaction) throws SQLException {
        var stage = destination.stage();
        var sql = destination.sql();
        transaction.execute("LOCK TABLE " + destination.table().quoted() + " IN SHARE ROW EXCLUSIVE MODE");
        destination.checkColumns(connection);
        transaction.execute(
                isEmpty(connection)
                        ? sql.insertSorted(stage, destination.table())
                        : sql.mergeAll(stage, destination.table()));
        transaction.execute("DROP TABLE " + stage.quoted());
    }
}
