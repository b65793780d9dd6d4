package dev.tributary.etl.testkit.memory;

import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Objects in memory. Thread-safe. */
public final class MemoryObjectStore implements ObjectStore {
    private record Kept(StoredObject object, byte[] bytes) {}

    private final TreeMap<String, Kept> objects = new TreeMap<>();
    private long version;

    @Override
    public synchronized Optional<StoredObject> head(String key) {
        return Optional.ofNullable(objects.get(checked(key))).map(Kept::object);
    }

    @Override
    public synchronized InputStream open(StoredObject object, long offset, long length) throws IOException {
        Kept kept = objects.get(object.key());
        if (kept == null || !kept.object.version().equals(object.version())) {
            throw new IOException("Cannot open the object " + object.key() + ": it changed");
        }
        long end = length < 0 ? kept.bytes.length : offset + length;
        if (offset < 0 || offset > end || end > kept.bytes.length) {
            throw new IllegalArgumentException("no such bytes in " + object.key());
        }
        return new ByteArrayInputStream(kept.bytes, (int) offset, (int) (end - offset));
    }

    @Override
    public StoredObject put(String key, ByteSource content) throws IOException {
        byte[] bytes = bytes(content);
        synchronized (this) {
            version++;
            StoredObject object =
                    new StoredObject(checked(key), bytes.length, Long.toString(version), Optional.empty());
            objects.put(key, new Kept(object, bytes));
            return object;
        }
    }

    @Override
    public Optional<StoredObject> putIfAbsent(String key, ByteSource content) throws IOException {
        byte[] bytes = bytes(content);
        synchronized (this) {
            return objects.containsKey(key) ? Optional.empty() : Optional.of(put(key, new BytesSource(bytes)));
        }
    }

    @Override
    public Optional<StoredObject> putIfVersion(String key, ByteSource content, String expected) throws IOException {
        byte[] bytes = bytes(content);
        synchronized (this) {
            boolean same = head(key).map(StoredObject::version).equals(Optional.of(expected));
            return same ? Optional.of(put(key, new BytesSource(bytes))) : Optional.empty();
        }
    }

    @Override
    public synchronized List<StoredObject> list(String prefix, String after, int limit) {
        List<StoredObject> page = new ArrayList<>();
        for (Kept each : objects.tailMap(after, false).values()) {
            if (each.object.key().startsWith(prefix) && page.size() < limit) {
                page.add(each.object);
            }
        }
        return page;
    }

    @Override
    public synchronized void delete(String key) {
        objects.remove(key);
        version++;
    }

    /** How often anything was written or deleted. */
    public synchronized long changes() {
        return version;
    }

    /** Keys as the contract wants them. */
    private static String checked(String key) {
        for (String segment : key.split("/", -1)) {
            if (segment.isEmpty() || segment.startsWith(".") || !segment.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                throw new IllegalArgumentException("no key: " + key);
            }
        }
        return key;
    }

    private static byte[] bytes(ByteSource content) throws IOException {
        try (InputStream in = content.open()) {
            byte[] bytes = in.readAllBytes();
            if (content.size() >= 0 && content.size() != bytes.length) {
                throw new IOException("Cannot store " + content.name() + ": it is shorter than it says");
            }
            return bytes;
        }
    }
}
