package dev.tributary.etl.core.internal.spill;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.sqlite.JDBC;

/** A set of texts in a database file of its own, which is worth nothing after a crash. One thread. Closing deletes it. */
public final class SpilledKeys implements Closeable {
    /** No journal and no waiting for the disk; 8 MiB of cache, which are not of the heap. */
    private static final List<String> SETUP = List.of(
            "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = OFF",
            "PRAGMA locking_mode = EXCLUSIVE",
            "PRAGMA cache_size = -8192",
            "CREATE TABLE keys (name BLOB PRIMARY KEY) STRICT, WITHOUT ROWID");

    private final Path file;
    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement find;

    private SpilledKeys(Path file, Connection connection) throws SQLException {
        this.file = file;
        this.connection = connection;
        try (var statement = connection.createStatement()) {
            for (var step : SETUP) {
                statement.execute(step);
            }
        }
        this.insert = connection.prepareStatement("INSERT OR IGNORE INTO keys (name) VALUES (?)");
        this.find = connection.prepareStatement("SELECT 1 FROM keys WHERE name = ?");
        connection.setAutoCommit(false);
    }

    public static SpilledKeys in(SpillFolder folder) throws IOException {
        var file = folder.newFile();
        try {
            // As a URI, for the driver takes what follows a '?' in a plain path for settings.
            var url = "jdbc:sqlite:file:" + file.toUri().getRawPath();
            // Not by DriverManager, which does not know the drivers of an application in a web container.
            return opened(file, JDBC.createConnection(url, new Properties()));
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }

    private static SpilledKeys opened(Path file, Connection connection) throws SQLException {
        try {
            return new SpilledKeys(file, connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    public void addAll(Iterable<String> keys) throws IOException {
        try {
            for (var key : keys) {
                insert.setBytes(1, bytes(key));
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }

    public boolean contains(String key) throws IOException {
        try {
            find.setBytes(1, bytes(key));
            try (var rows = find.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private static IOException failed(Path file, SQLException e) {
        return new IOException("Cannot keep a unit's keys in " + file + ": " + e.getMessage(), e);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(file, e);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
