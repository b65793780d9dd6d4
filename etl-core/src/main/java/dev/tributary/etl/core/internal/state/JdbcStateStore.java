package dev.tributary.etl.core.internal.state;

import dev.tributary.etl.core.internal.document.Document;
import dev.tributary.etl.core.internal.document.UnreadableDocumentException;
import dev.tributary.etl.core.internal.ledger.LedgerDatabase;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * State documents as rows of the ledger's database. Compare-and-set is one statement that names the version and the fence. A document that cannot be
 * read is STATE_DAMAGED, never an empty state. Thread-safe.
 */
public final class JdbcStateStore implements StateStore {
    private final LedgerDatabase database;

    public JdbcStateStore(LedgerDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Entry> read(String key) {
        return database.read(handle -> read(handle, key));
    }

    private Optional<Entry> read(Handle handle, String key) {
        return handle.createQuery(database.sql("states_read"))
                .bind("key", key)
                .map((row, context) -> new Entry(
                        Long.toString(row.getLong("version")),
                        row.getLong("fence"),
                        values(key, row.getString("document"))))
                .findOne();
    }

    @Override
    public Optional<Entry> replace(String key, Optional<Entry> expected, Map<String, String> values, long fence) {
        var document = new String(Document.of(Map.of("values", values)).render(), StandardCharsets.UTF_8);
        return database.write(handle -> {
            var change = handle.createUpdate(database.sql(expected.isEmpty() ? "states_make" : "states_replace"))
                    .bind("key", key)
                    .bind("fence", fence)
                    .bind("document", document);
            expected.ifPresent(entry -> change.bind("version", Long.parseLong(entry.version())));
            return change.execute() == 1 ? read(handle, key) : Optional.empty();
        });
    }

    private static Map<String, String> values(String key, String document) {
        try {
            return Document.parse(document.getBytes(StandardCharsets.UTF_8)).textMap("values");
        } catch (UnreadableDocumentException e) {
            throw new EtlException(
                    Problem.of(
                                    StandardError.STATE_DAMAGED,
                                    "Cannot read the state '" + key + "' in ingestion_states: " + e.why())
                            .withHint("mend the row, or delete it: the state is taken from the last release then"),
                    e);
        }
    }
}
