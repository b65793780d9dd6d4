package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.Publication;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables {@code version_mappings} and {@code organization_sync_status}: which version of ours a release is, and which was published last. */
record VersionMappings(Dialect dialect, LoadTarget load) {
    private static final String FIRST = "1.0";

    /** The version that this release counts up to; every worker of a release gets the same, and a restart too. */
    String countedUp(Connection connection) throws SQLException {
        return new Transaction(dialect, connection).commit(() -> {
            try (var status = connection.prepareStatement(
                    "INSERT INTO organization_sync_status (organization, dataset_id, status, fence) VALUES (?, ?, 'idle', 0)"
                            + " ON CONFLICT (organization, dataset_id) DO UPDATE SET fence = organization_sync_status.fence")) {
                // Who counts next waits for this row.
                status.setString(1, load.organization());
                status.setString(2, load.dataset());
                status.executeUpdate();
            }
            var known = mapped(connection);
            if (known.isPresent()) {
                return known.get();
            }
            var next = next(all(connection));
            insert(connection, next, "NULL", "NOTHING");
            return next;
        });
    }

    private Optional<String> mapped(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("SELECT internal_version FROM version_mappings"
                + " WHERE organization = ? AND dataset_id = ? AND external_version = ?")) {
            query.setString(1, load.organization());
            query.setString(2, load.dataset());
            query.setString(3, load.release());
            try (var rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    private List<String> all(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement(
                "SELECT internal_version FROM version_mappings WHERE organization = ? AND dataset_id = ?")) {
            query.setString(1, load.organization());
            query.setString(2, load.dataset());
            try (var rows = query.executeQuery()) {
                var versions = new ArrayList<String>();
                while (rows.next()) {
                    versions.add(rows.getString(1));
                }
                return versions;
            }
        }
    }

    /** One behind the highest; what cannot be read as a version counts as the first. */
    static String next(List<String> known) {
        long major = 0;
        long minor = 0;
        for (var version : known) {
            var parts = version.matches("\\d{1,9}\\.\\d{1,9}") ? version.split("\\.") : FIRST.split("\\.");
            long itsMajor = Long.parseLong(parts[0]);
            long itsMinor = Long.parseLong(parts[1]);
            if (itsMajor > major || itsMajor == major && itsMinor > minor) {
                major = itsMajor;
                minor = itsMinor;
            }
        }
        return known.isEmpty() ? FIRST : major + "." + (minor + 1);
    }

    private void insert(Connection connection, String version, String publishedAt, String conflict)
            throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO version_mappings (organization, dataset_id, external_version, internal_version, published_at)"
                        + " VALUES (?, ?, ?, ?, " + publishedAt
                        + ") ON CONFLICT (organization, dataset_id, external_version) DO " + conflict)) {
            insert.setString(1, load.organization());
            insert.setString(2, load.dataset());
            insert.setString(3, load.release());
            insert.setString(4, version);
            insert.executeUpdate();
        }
    }

    /**
     * Writes down that the release is published; once more is the same.
     *
     * @throws EtlException LEASE_LOST when a run of the dataset with a higher fence has published
     */
    void publish(Connection connection, Publication publication, String version, long entries) throws SQLException {
        new Transaction(dialect, connection).commit(() -> {
            status(connection, publication, version, entries);
            insert(
                    connection,
                    version,
                    dialect.now(),
                    "UPDATE SET internal_version = excluded.internal_version, published_at = excluded.published_at");
            return true;
        });
    }

    private void status(Connection connection, Publication publication, String version, long entries)
            throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO organization_sync_status AS s (organization, dataset_id, status, last_version,"
                        + " last_external_version, total_entries, last_error, fence, last_sync_at) VALUES (?, ?, 'completed', ?, ?, ?, NULL, ?, "
                        + dialect.now()
                        + ") ON CONFLICT (organization, dataset_id) DO UPDATE SET status = excluded.status,"
                        + " last_version = excluded.last_version, last_external_version = excluded.last_external_version,"
                        + " total_entries = excluded.total_entries, last_error = NULL, fence = excluded.fence,"
                        + " last_sync_at = excluded.last_sync_at WHERE s.fence <= excluded.fence")) {
            insert.setString(1, load.organization());
            insert.setString(2, load.dataset());
            insert.setString(3, version);
            insert.setString(4, load.release());
            insert.setLong(5, entries);
            insert.setLong(6, publication.fence());
            if (insert.executeUpdate() != 1) {
                throw new EtlException(
                        StandardError.LEASE_LOST,
                        "Cannot publish in the registry under fence " + publication.fence()
                                + ": a run with a higher fence has published");
            }
        }
    }
}
