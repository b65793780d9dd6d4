package dev.tributary.etl.testkit.memory;

import dev.tributary.etl.spi.state.StateStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** State documents in memory. Thread-safe. */
public final class MemoryStateStore implements StateStore {
    private final Map<String, Entry> entries = new HashMap<>();
    private long version;

    @Override
    public synchronized Optional<Entry> read(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public synchronized Optional<Entry> replace(
            String key, Optional<Entry> expected, Map<String, String> values, long fence) {
        Optional<Entry> current = read(key);
        boolean same = current.map(Entry::version).equals(expected.map(Entry::version));
        if (!same || current.map(Entry::fence).orElse(fence) > fence) {
            return Optional.empty();
        }
        version++;
        Entry entry = new Entry(Long.toString(version), fence, values);
        entries.put(key, entry);
        return Optional.of(entry);
    }

    /** How often anything was written. */
    public synchronized long changes() {
        return version;
    }
}
