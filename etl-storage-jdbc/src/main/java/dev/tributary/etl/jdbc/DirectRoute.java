package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.stage.Publication;
import java.sql.Connection;
import java.sql.SQLException;

/** Readers see the rows of a unit when it commits. */
record DirectRoute(Destination destination) implements Route {
    @Override
    public UnitTarget prepare(Connection connection) throws SQLException {
        destination.ensureTable(connection);
        var table = destination.table();
        var quick = destination.dialect().quickWrite(connection, table, destination.sql());
        var units = destination.units(table, table, quick);
        units.check(connection);
        return units;
    }

    @Override
    public void publish(Connection connection, Publication publication) {}
}
