package dev.tributary.etl.spi.state;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Small documents by key, changed by compare-and-set. Thread-safe. */
public interface StateStore extends AutoCloseable {
    /** A document. {@code version} is the store's token; {@code fence} the highest that wrote it. */
    record Entry(String version, long fence, Map<String, String> values) {
        public Entry {
            values = Map.copyOf(values);
        }
    }

    Optional<Entry> read(String key) throws IOException, InterruptedException;

    /** Writes if the document still is {@code expected} (empty: absent) and no higher fence wrote it; empty when not. */
    Optional<Entry> replace(String key, Optional<Entry> expected, Map<String, String> values, long fence)
            throws IOException, InterruptedException;

    @Override
    default void close() throws IOException {}
}
