package dev.tributary.etl.testkit.release;

import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import dev.tributary.etl.testkit.fault.FaultPlan;
import dev.tributary.etl.testkit.fault.FaultyObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A store whose conditional writes of some keys go through a plan of faults. */
final class UnclearWrites implements ObjectStore {
    private final ObjectStore store;
    private final ObjectStore faulty;
    private final String part;

    UnclearWrites(ObjectStore store, String part, FaultPlan plan) {
        this.store = store;
        this.faulty = new FaultyObjectStore(store, plan);
        this.part = part;
    }

    private ObjectStore at(String key) {
        return key.contains(part) ? faulty : store;
    }

    @Override
    public Optional<StoredObject> putIfAbsent(String key, ByteSource content) throws IOException, InterruptedException {
        return at(key).putIfAbsent(key, content);
    }

    @Override
    public Optional<StoredObject> putIfVersion(String key, ByteSource content, String version)
            throws IOException, InterruptedException {
        return at(key).putIfVersion(key, content, version);
    }

    @Override
    public Optional<StoredObject> head(String key) throws IOException, InterruptedException {
        return store.head(key);
    }

    @Override
    public InputStream open(StoredObject object, long offset, long length) throws IOException, InterruptedException {
        return store.open(object, offset, length);
    }

    @Override
    public StoredObject put(String key, ByteSource content) throws IOException, InterruptedException {
        return store.put(key, content);
    }

    @Override
    public List<StoredObject> list(String prefix, String after, int limit) throws IOException, InterruptedException {
        return store.list(prefix, after, limit);
    }

    @Override
    public void delete(String key) throws IOException, InterruptedException {
        store.delete(key);
    }
}
