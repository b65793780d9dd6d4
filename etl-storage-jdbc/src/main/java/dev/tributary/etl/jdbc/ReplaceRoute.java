package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.stage.Publication;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Units fill a table of their job, and the publication makes the target like it, in one transaction. */
record ReplaceRoute(Destination destination) implements Route {
    private Publications publications() {
        return new Publications(destination.table());
    }

    @Override
    public UnitTarget prepare(Connection connection) throws SQLException {
        destination.ensureTable(connection);
        var transaction = destination.transaction(connection);
        var stage = destination.stage();
        transaction.ensure(publications().look(), publications().create());
        if (publications().isLast(connection, destination.load())) {
            return destination.units(stage, destination.table(), Optional.empty());
        }
        transaction.execute(destination.dialect().createLike(connection, stage, destination.table()));
        if (!destination.layout().key().isEmpty()) {
            transaction.execute(destination.sql().createKey(stage));
        }
        var quick = destination.dialect().quickWrite(connection, stage, destination.sql());
        var units = destination.units(stage, destination.table(), quick);
        units.check(connection);
        transaction.execute("EXPLAIN " + destination.sql().mergeAll(stage, destination.table()));
        return units;
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
            transaction.execute(destination.sql().deleteMissing(stage, destination.table()));
            transaction.execute(destination.sql().mergeAll(stage, destination.table()));
            transaction.execute("DROP TABLE " + stage.quoted());
            return true;
        });
    }
}
