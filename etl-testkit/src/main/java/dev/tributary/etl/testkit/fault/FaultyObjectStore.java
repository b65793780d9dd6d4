package dev.tributary.etl.testkit.fault;

import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A store whose operations go through a {@link FaultPlan}. Thread-safe; does not close the store behind it. */
public final class FaultyObjectStore implements ObjectStore {
    private final ObjectStore store;
    private final FaultPlan plan;

    public FaultyObjectStore(ObjectStore store, FaultPlan plan) {
        this.store = store;
        this.plan = plan;
    }

    @Override
    public Optional<StoredObject> head(String key) throws IOException, InterruptedException {
        return plan.run("head " + key, () -> store.head(key));
    }

    @Override
    public InputStream open(StoredObject object, long offset, long length) throws IOException, InterruptedException {
        return plan.run("open " + object.key(), () -> store.open(object, offset, length));
    }

    @Override
    public StoredObject put(String key, ByteSource content) throws IOException, InterruptedException {
        return plan.run("put " + key, () -> store.put(key, content));
    }

    @Override
    public Optional<StoredObject> putIfAbsent(String key, ByteSource content) throws IOException, InterruptedException {
        return plan.run("putIfAbsent " + key, () -> store.putIfAbsent(key, content));
    }

    @Override
    public Optional<StoredObject> putIfVersion(String key, ByteSource content, String version)
            throws IOException, InterruptedException {
        return plan.run("putIfVersion " + key, () -> store.putIfVersion(key, content, version));
    }

    @Override
    public List<StoredObject> list(String prefix, String after, int limit) throws IOException, InterruptedException {
        return plan.run("list " + prefix, () -> store.list(prefix, after, limit));
    }

    @Override
    public void delete(String key) throws IOException, InterruptedException {
        plan.run("delete " + key, () -> {
            store.delete(key);
            return key;
        });
    }
}
