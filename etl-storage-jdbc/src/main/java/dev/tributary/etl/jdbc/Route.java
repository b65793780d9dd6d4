package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.stage.Publication;
import java.sql.Connection;
import java.sql.SQLException;

/** How the rows of a job come into its table, and when readers see them. */
interface Route {
    /** Makes what is not there, looks whether all is as statements will want it, and says where units go. */
    UnitTarget prepare(Connection connection) throws SQLException;

    /** Shows readers what the units have left; doing it again changes nothing. */
    void publish(Connection connection, Publication publication) throws SQLException;
}
