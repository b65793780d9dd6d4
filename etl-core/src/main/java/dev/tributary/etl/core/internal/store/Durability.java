package dev.tributary.etl.core.internal.store;

/** What a store forces to disk before it says that an object is stored; {@code store.sync} in a dataset file. */
public enum Durability {
    /** Raw files and releases (keys under {@code ingest/}, {@code archive/} and {@code releases/}): what cannot be made again, or what others go by. */
    ESSENTIAL,
    /** Every object, record files too. */
    ALL;

    boolean syncs(String key) {
        return this == ALL || key.startsWith("ingest/") || key.startsWith("archive/") || key.startsWith("releases/");
    }
}
