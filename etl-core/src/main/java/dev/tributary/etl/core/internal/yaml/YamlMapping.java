package dev.tributary.etl.core.internal.yaml;

import dev.tributary.etl.core.config.Place;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keys and nodes in the order of the file; a key comes once. */
public final class YamlMapping implements YamlNode {
    /** A key, where it stands, and its value. */
    public record Entry(String key, Place place, YamlNode value) {}

    private final Place place;
    private final Map<String, Entry> entries;

    /** A mapping of entries whose keys differ. */
    public YamlMapping(Place place, Collection<Entry> entries) {
        Map<String, Entry> byKey = new LinkedHashMap<>();
        for (Entry entry : entries) {
            byKey.put(entry.key(), entry);
        }
        this.place = place;
        this.entries = Collections.unmodifiableMap(byKey);
    }

    @Override
    public Place place() {
        return place;
    }

    /** The entries in the order of the file. */
    public Collection<Entry> entries() {
        return entries.values();
    }

    /** The entry of a key. */
    public Optional<Entry> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The same mapping without a key. */
    public YamlMapping without(String key) {
        Map<String, Entry> rest = new LinkedHashMap<>(entries);
        rest.remove(key);
        return new YamlMapping(place, rest.values());
    }

    /** The same mapping with an entry added, or replaced where it stands. */
    public YamlMapping with(Entry entry) {
        Map<String, Entry> more = new LinkedHashMap<>(entries);
        more.put(entry.key(), entry);
        return new YamlMapping(place, more.values());
    }

    @Override
    public String found() {
        return "a mapping";
    }

    @Override
    public String toString() {
        return "mapping at " + place;
    }
}
