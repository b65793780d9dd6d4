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

    /** What is wrong with the target is told before its faults are in the table that is made like it. */
    private void makeStage(Connection connection) throws SQLException {
        var stage = destination.stage();
        var table = destination.table();
        var transaction = destination.transaction(connection);
        if (isThere(connection, table)) {
            destination.checkColumns(connection);
            transaction.execute("CREATE TABLE " + stage.quoted() + " (LIKE " + table.quoted()
                    + " INCLUDING ALL EXCLUDING INDEXES)");
            transaction.execute("EXPLAIN " + destination.sql().mergeAll(stage, table));
        } else {
            transaction.execute(destination.sql().createStage(stage, table, destination.dialect()));
        }
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
        return destination.units(
                stage, stage, Optional.of(new CopiedRows(destination.dialect(), stage, destination.sql())));
    }

    /** The key is made before others have to wait, who want to make tables. */
    @Override
    public void publish(Connection connection, Publication publication) throws SQLException {
        var transaction = destination.transaction(connection);
        transaction.commit(() -> {
            if (!note().close(connection, destination.load())) {
                return true;
            }
            if (!isThere(connection, destination.table())) {
                addKey(connection, transaction);
                transaction.execute(destination.dialect().oneMigration());
            }
            if (isThere(connection, destination.table())) {
                pourOut(connection, transaction);
            } else {
                transaction.execute("ALTER TABLE " + destination.stage().quoted() + " RENAME TO "
                        + Identifiers.quoted(destination.table().name()));
            }
            return true;
        });
    }

    /** Called as that of the target would be, unless something else is called so or the name is too long. */
    private void addKey(Connection connection, Transaction transaction) throws SQLException {
        var stage = destination.stage();
        var name = destination.table().beside(destination.table().name() + "_pkey");
        boolean free = Identifiers.isAllowed(name.name()) && !isThere(connection, name);
        transaction.execute("DROP INDEX IF EXISTS " + TableSql.keyOf(stage).quoted());
        transaction.execute("ALTER TABLE " + stage.quoted() + " ADD "
                + (free ? "CONSTRAINT " + Identifiers.quoted(name.name()) + " " : "") + "PRIMARY KEY ("
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
