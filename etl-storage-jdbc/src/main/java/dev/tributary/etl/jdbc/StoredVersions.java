package dev.tributary.etl.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the registry has of entries and files, asked for a batch of records at a time. */
record StoredVersions(Dialect dialect, Connection connection) {
    /** A file as it is written down. */
    record StoredFile(String versionId, String format, String sha256, String externalVersion) {}

    /** The versions that are current, by entry; none of what is new or withdrawn. */
    Map<String, String> current(Collection<UUID> entries) throws SQLException {
        var command =
                "SELECT v.entry_id, v.version FROM data_sources s JOIN versions v ON v.id = s.version_id WHERE s.id "
                        + dialect.oneOf(ColumnType.UUID);
        try (var query = connection.prepareStatement(command)) {
            dialect.bindAll(query, 1, entries.stream().map(UUID::toString).toList());
            try (var rows = query.executeQuery()) {
                var found = new HashMap<String, String>();
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getString(2));
                }
                return found;
            }
        }
    }

    /** The files under these object keys. */
    Map<String, StoredFile> files(List<String> keys) throws SQLException {
        var command =
                "SELECT object_key, version_id, format, sha256, external_version FROM version_files WHERE object_key "
                        + dialect.oneOf(ColumnType.TEXT);
        try (var query = connection.prepareStatement(command)) {
            dialect.bindAll(query, 1, keys);
            try (var rows = query.executeQuery()) {
                var found = new HashMap<String, StoredFile>();
                while (rows.next()) {
                    found.put(
                            rows.getString(1),
                            new StoredFile(rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5)));
                }
                return found;
            }
        }
    }
}
