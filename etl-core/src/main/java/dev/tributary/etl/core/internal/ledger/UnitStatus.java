package dev.tributary.etl.core.internal.ledger;

/** Where a unit stands. Stored in lower case. */
enum UnitStatus {
    PENDING,
    CLAIMED,
    COMPLETED,
    FAILED,
    CANCELLED
}
