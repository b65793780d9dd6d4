package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.Publication;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Units fill a table of their job, and the publication makes the target like it, in one transaction. What other jobs of the dataset have waiting goes
 * with that: who runs one of them again begins it anew.
 */
record ReplaceRoute(Destination destination) implements Route {
    private Publications publications() {
        return new Publications(destination.table());
    }

    private StageNote note() {
        return new StageNote(destination.commits(), StageNote.Kind.REPLACEMENT);
    }

    /** Whether rows of a job wait, by the tables as they are; nothing is made. */
    static boolean isWaiting(Transaction transaction, UnitCommits commits, LoadTarget load) throws SQLException {
        return transaction.finds(commits.table())
                && new StageNote(commits, StageNote.Kind.REPLACEMENT)
                        .state(transaction.connection(), load)
                        .filter(StageNote.State.WAITING::equals)
                        .isPresent();
    }

    @Override
    public UnitTarget prepare(Connection connection) throws SQLException {
        destination.ensureTable(connection);
        var transaction = destination.transaction(connection);
        transaction.ensure(publications().look(), publications().create());
        if (publications().isLast(connection, destination.load())) {
            return destination.units(destination.stage(), destination.table(), Optional.empty());
        }
        makeStage(connection);
        var stage = destination.stage();
        if (!transaction.finds(stage)) {
            throw destination.stageIsGone();
        }
        var quick = destination.dialect().quickWrite(connection, stage, destination.sql());
        var units = destination.units(stage, destination.table(), quick);
        units.check(connection);
        transaction.execute("EXPLAIN " + destination.sql().mergeAll(stage, destination.table()));
        return units;
    }

    private void makeStage(Connection connection) throws SQLException {
        var transaction = destination.transaction(connection);
        var like = destination.dialect().createLike(connection, destination.stage(), destination.table());
        transaction.commit(() -> {
            transaction.execute(destination.dialect().oneMigration());
            var known = note().state(connection, destination.load());
            if (known.isEmpty()) {
                transaction.execute(like);
                if (!destination.layout().key().isEmpty()) {
                    transaction.execute(destination.sql().createKey(destination.stage()));
                }
                note().open(connection, destination.load());
            } else if (known.get() == StageNote.State.GONE) {
                throw note().overtaken();
            }
            return true;
        });
    }

    @Override
    public void publish(Connection connection, Publication publication) throws SQLException {
        if (publications().isLast(connection, destination.load())) {
            return;
        }
        var transaction = destination.transaction(connection);
        var stage = destination.stage();
        transaction.commit(() -> {
            publications().note(connection, publication);
            if (!note().close(connection, destination.load())) {
                throw note().overtaken();
            }
            transaction.execute(destination.sql().deleteMissing(stage, destination.table()));
            transaction.execute(destination.sql().mergeAll(stage, destination.table()));
            transaction.execute("DROP TABLE " + stage.quoted());
            destination.dropStages(transaction, note().closeOthers(connection, destination.load()));
            return true;
        });
    }
}
