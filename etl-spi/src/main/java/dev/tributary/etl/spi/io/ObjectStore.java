package dev.tributary.etl.spi.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Keys to immutable bytes. Thread-safe. Keys are ASCII paths without "." segments; the caller encodes. IOException means "try again"; an
 * EtlException of category OUTCOME_UNKNOWN means that a put may or may not have happened: the caller looks with {@link #head} before anything else.
 */
public interface ObjectStore extends AutoCloseable {
    Optional<StoredObject> head(String key) throws IOException, InterruptedException;

    /** Opens {@code length} bytes from {@code offset}, or to the end when length is -1. Fails if the object is no longer that version. */
    InputStream open(StoredObject object, long offset, long length) throws IOException, InterruptedException;

    /** Writes or replaces. Readers see the old object or the whole new one. */
    StoredObject put(String key, ByteSource content) throws IOException, InterruptedException;

    /** Writes if no object has the key; empty when one has. */
    Optional<StoredObject> putIfAbsent(String key, ByteSource content) throws IOException, InterruptedException;

    /** Replaces if the object still has this version; empty when not. */
    Optional<StoredObject> putIfVersion(String key, ByteSource content, String version)
            throws IOException, InterruptedException;

    /** Up to {@code limit} objects whose key starts with {@code prefix} and sorts after {@code after}, in byte order of keys. */
    List<StoredObject> list(String prefix, String after, int limit) throws IOException, InterruptedException;

    /** Deletes; no error when absent. */
    void delete(String key) throws IOException, InterruptedException;

    @Override
    default void close() throws IOException {}
}
