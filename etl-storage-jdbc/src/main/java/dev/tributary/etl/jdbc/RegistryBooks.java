package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.io.Checksum.Algorithm;
import dev.tributary.etl.spi.stage.RecordedObject;
import dev.tributary.etl.spi.stage.RecordedObject.Digest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the registry says of the files of a dataset's entries, those of older versions too. */
record RegistryBooks(Connection connection, List<String> formats) {
    private static final String QUERY = "SELECT f.object_key, f.format, f.size_bytes, f.md5, f.sha256,"
            + " CASE WHEN s.version_id = v.id THEN 1 ELSE 0 END, s.primary_file_md5, s.metadata_md5 FROM version_files f"
            + " JOIN versions v ON v.id = f.version_id JOIN data_sources s ON s.id = v.entry_id"
            + " WHERE s.dataset_id = ? AND f.object_key > ? ORDER BY f.object_key LIMIT ?";

    List<RecordedObject> page(String dataset, String after, int limit) throws SQLException {
        try (var query = connection.prepareStatement(QUERY)) {
            query.setString(1, dataset);
            query.setString(2, after);
            query.setInt(3, limit);
            try (var rows = query.executeQuery()) {
                var page = new ArrayList<RecordedObject>();
                while (rows.next()) {
                    page.add(object(rows));
                }
                return page;
            }
        }
    }

    private RecordedObject object(ResultSet row) throws SQLException {
        var format = row.getString(2);
        var digests = new ArrayList<Digest>();
        digests.add(new Digest("version_files.md5", Algorithm.MD5, text(row.getString(4))));
        digests.add(new Digest("version_files.sha256", Algorithm.SHA_256, text(row.getString(5))));
        boolean current = row.getInt(6) == 1;
        if (current && format.equals(formats.get(0))) {
            digests.add(new Digest("data_sources.primary_file_md5", Algorithm.MD5, text(row.getString(7))));
        }
        if (current && format.equals(RegistryRows.METADATA) && formats.contains(format)) {
            digests.add(new Digest("data_sources.metadata_md5", Algorithm.MD5, text(row.getString(8))));
        }
        return new RecordedObject(row.getString(1), format, row.getLong(3), digests);
    }

    private static String text(@Nullable String written) {
        return written == null ? "" : written;
    }
}
