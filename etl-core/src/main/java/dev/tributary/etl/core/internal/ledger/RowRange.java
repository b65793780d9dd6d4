package dev.tributary.etl.core.internal.ledger;

/** Ids between which the rows of a unit lie; on SQLite all of them are the unit's. */
record RowRange(long first, long last) {}
