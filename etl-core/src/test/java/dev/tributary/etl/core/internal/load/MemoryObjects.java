package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Objects in a map; only what the loaders use. */
final class MemoryObjects implements ObjectStore {
    final Map<String, byte[]> objects = new TreeMap<>();

    @Override
    public Optional<StoredObject> head(String key) {
        return Optional.ofNullable(objects.get(key)).map(bytes -> stored(key, bytes));
    }

    static StoredObject stored(String key, byte[] bytes) {
        return new StoredObject(key, bytes.length, "1", Optional.empty());
    }

    @Override
    public InputStream open(StoredObject object, long offset, long length) throws IOException {
        var bytes = objects.get(object.key());
        if (bytes == null || offset != 0 || length != -1) {
            throw new IOException("cannot open " + object);
        }
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public StoredObject put(String key, ByteSource content) throws IOException {
        try (var in = content.open()) {
            var bytes = in.readAllBytes();
            objects.put(key, bytes);
            return stored(key, bytes);
        }
    }

    @Override
    public Optional<StoredObject> putIfAbsent(String key, ByteSource content) {
        throw new AssertionError("not used by loaders");
    }

    @Override
    public Optional<StoredObject> putIfVersion(String key, ByteSource content, String version) {
        throw new AssertionError("not used by loaders");
    }

    @Override
    public List<StoredObject> list(String prefix, String after, int limit) {
        throw new AssertionError("not used by loaders");
    }

    @Override
    public void delete(String key) {
        objects.remove(key);
    }
}
