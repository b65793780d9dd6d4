package dev.tributary.etl.testkit;

import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The store of a pure stage: every use of it is an AssertionError, which no stage can swallow by catching exceptions. */
final class NoObjects implements ObjectStore {
    @Override
    public Optional<StoredObject> head(String key) {
        throw used(key);
    }

    @Override
    public InputStream open(StoredObject object, long offset, long length) {
        throw used(object.key());
    }

    @Override
    public StoredObject put(String key, ByteSource content) {
        throw used(key);
    }

    @Override
    public Optional<StoredObject> putIfAbsent(String key, ByteSource content) {
        throw used(key);
    }

    @Override
    public Optional<StoredObject> putIfVersion(String key, ByteSource content, String version) {
        throw used(key);
    }

    @Override
    public List<StoredObject> list(String prefix, String after, int limit) {
        throw used(prefix);
    }

    @Override
    public void delete(String key) {
        throw used(key);
    }

    private static AssertionError used(String key) {
        return new AssertionError("a pure stage uses the object store: " + key);
    }
}
