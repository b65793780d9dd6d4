package dev.tributary.etl.core.internal.ledger;

/** The plugins that a dataset's lock and state are kept by. */
public record BackendNames(String lock, String state) {
    /** Those of a dataset that chose none. */
    public static final BackendNames DEFAULT = new BackendNames("file", "file");
}
