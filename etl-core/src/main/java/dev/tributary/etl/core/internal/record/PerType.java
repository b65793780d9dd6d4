package dev.tributary.etl.core.internal.record;

import dev.tributary.etl.spi.record.RecordType;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a stage works out of a record type, made once: nearly always found by the identity of the type. Parsers may make an equal type for every
 * chunk, so equal types share one result and old identities are forgotten. Not thread-safe.
 */
public final class PerType<T> {
    private static final int MAX_IDENTITIES = 64;
    private static final int MAX_TYPES = 1_000;

    private final Function<RecordType, T> make;
    private final IdentityHashMap<RecordType, T> byIdentity = new IdentityHashMap<>();
    private final Map<RecordType, T> byEquality = new HashMap<>();

    public PerType(Function<RecordType, T> make) {
        this.make = make;
    }

    /** The result for a type; what {@code make} throws passes and is not remembered. */
    public T of(RecordType type) {
        var known = byIdentity.get(type);
        if (known != null) {
            return known;
        }
        if (byIdentity.size() >= MAX_IDENTITIES) {
            byIdentity.clear();
        }
        var equal = byEquality.get(type);
        var result = equal != null ? equal : make(type);
        byIdentity.put(type, result);
        return result;
    }

    private T make(RecordType type) {
        if (byEquality.size() >= MAX_TYPES) {
            byEquality.clear();
        }
        var made = make.apply(type);
        byEquality.put(type, made);
        return made;
    }
}
