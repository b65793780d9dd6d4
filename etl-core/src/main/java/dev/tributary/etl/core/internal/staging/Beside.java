package dev.tributary.etl.core.internal.staging;

/** Names of what a record has besides its fields. */
final class Beside {
    static final String SOURCE = "source";
    static final String NAME = "name";
    static final String ATTACHMENTS = "attachments";
    /** Before the name of a column that has no place in the object. */
    static final String COLUMN = "column ";

    private Beside() {}
}
