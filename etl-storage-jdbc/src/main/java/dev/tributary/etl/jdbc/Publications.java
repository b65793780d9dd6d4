package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.Publication;
import java.sql.Connection;
import java.sql.SQLException;

/** The table {@code etl_publications} beside the target: which job of a dataset replaced its rows last, and under which fence. */
record Publications(TableName table, String target) {
    private static final String NAME = "etl_publications";

    Publications(TableName target) {
        this(target.beside(NAME), target.name());
    }

    String create() {
        return "CREATE TABLE IF NOT EXISTS " + table.quoted()
                + " (target text NOT NULL PRIMARY KEY, dataset text NOT NULL, job text NOT NULL, external_version text NOT NULL,"
                + " internal_version text NOT NULL, fence bigint NOT NULL)";
    }

    String look() {
        return "SELECT target, dataset, job, external_version, internal_version, fence FROM " + table.quoted()
                + " WHERE 1 = 0";
    }

    boolean isLast(Connection connection, LoadTarget load) throws SQLException {
        try (var query =
                connection.prepareStatement("SELECT 1 FROM " + table.quoted() + " WHERE target = ? AND job = ?")) {
            query.setString(1, target);
            query.setString(2, load.job());
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    /**
     * Notes a publication, in its transaction.
     *
     * @throws EtlException LEASE_LOST when a run of the dataset with a higher fence has published
     */
    void note(Connection connection, Publication publication) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO " + table.quoted()
                + " AS p (target, dataset, job, external_version, internal_version, fence) VALUES (?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (target) DO UPDATE SET dataset = excluded.dataset, job = excluded.job,"
                + " external_version = excluded.external_version,"
                + " internal_version = excluded.internal_version, fence = excluded.fence"
                + " WHERE p.dataset <> excluded.dataset OR p.fence <= excluded.fence")) {
            var load = publication.target();
            insert.setString(1, target);
            insert.setString(2, load.dataset());
            insert.setString(3, load.job());
            insert.setString(4, load.release());
            insert.setString(5, load.version());
            insert.setLong(6, publication.fence());
            if (insert.executeUpdate() != 1) {
                throw new EtlException(
                        StandardError.LEASE_LOST,
                        "Cannot publish in " + target + " under fence " + publication.fence()
                                + ": a run with a higher fence has published");
            }
        }
    }
}
