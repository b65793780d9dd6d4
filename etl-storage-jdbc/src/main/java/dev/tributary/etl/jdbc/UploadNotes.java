package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.io.ObjectStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The table {@code registry_uploads}: objects that are about to be stored. A unit's commit takes its own out; what stays for a day is an orphan, of a
 * run that ended badly, unless a version has it meanwhile. Nobody stores an object that is being collected, for both wait for its row.
 */
record UploadNotes(Dialect dialect, String dataset) {
    private static final int HOURS = 24;
    private static final int PAGE = 1_000;

    /** What takes out the notes of waiting files, in their transaction. */
    static String forget(WaitingRows files) {
        return "DELETE FROM registry_uploads WHERE object_key IN (SELECT object_key FROM " + files.quoted() + ")";
    }

    /** Notes keys, at once and for good. */
    void note(Connection connection, List<String> keys) throws SQLException {
        var sorted = keys.stream().sorted().distinct().toList();
        if (sorted.isEmpty()) {
            return;
        }
        var command = "INSERT INTO registry_uploads (object_key, dataset_id, noted_at) VALUES (?, ?, " + dialect.now()
                + ") ON CONFLICT (object_key) DO UPDATE SET dataset_id = excluded.dataset_id, noted_at = excluded.noted_at";
        new Transaction(dialect, connection).commit(() -> {
            try (var insert = connection.prepareStatement(command)) {
                for (var key : sorted) {
                    insert.setString(1, key);
                    insert.setString(2, dataset);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            return true;
        });
    }

    /** Deletes the objects of the dataset that no version has and that were noted more than a day ago; how many. */
    int collect(Connection connection, ObjectStore objects) throws SQLException, IOException {
        int collected = 0;
        List<String> keys;
        do {
            keys = old(connection);
            for (var key : keys) {
                collected += collect(connection, objects, key);
            }
        } while (keys.size() == PAGE);
        return collected;
    }

    private String isOld() {
        return "noted_at < " + dialect.hoursAgo(HOURS);
    }

    private List<String> old(Connection connection) throws SQLException {
        var command = "SELECT object_key FROM registry_uploads WHERE dataset_id = ? AND " + isOld() + " LIMIT " + PAGE;
        try (var query = connection.prepareStatement(command)) {
            query.setString(1, dataset);
            try (var rows = query.executeQuery()) {
                var keys = new ArrayList<String>();
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
                return keys;
            }
        }
    }

    private int collect(Connection connection, ObjectStore objects, String key) throws SQLException, IOException {
        var transaction = new Transaction(dialect, connection);
        transaction.execute(dialect.begin());
        boolean done = false;
        try {
            boolean isOrphan = take(connection, key) && !hasVersion(connection, key);
            if (isOrphan) {
                delete(objects, key);
            }
            transaction.execute("COMMIT");
            done = true;
            return isOrphan ? 1 : 0;
        } finally {
            if (!done) {
                transaction.execute("ROLLBACK");
            }
        }
    }

    private static void delete(ObjectStore objects, String key) throws IOException {
        try {
            objects.delete(key);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while deleting " + key).initCause(e);
        }
    }

    /** False when somebody noted it anew meanwhile. */
    private boolean take(Connection connection, String key) throws SQLException {
        try (var delete =
                connection.prepareStatement("DELETE FROM registry_uploads WHERE object_key = ? AND " + isOld())) {
            delete.setString(1, key);
            return delete.executeUpdate() == 1;
        }
    }

    private static boolean hasVersion(Connection connection, String key) throws SQLException {
        try (var query = connection.prepareStatement("SELECT 1 FROM version_files WHERE object_key = ?")) {
            query.setString(1, key);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }
}
