package dev.tributary.etl.core.internal.ledger;

/** The record rows of one unit: of records that were loaded, and of those that a loader refused. */
record UnitRows(long jobNumber, int unit, Iterable<StagedRecord> loaded, Iterable<StagedRecord> refused) {
    boolean isEmpty() {
        return !loaded.iterator().hasNext() && !refused.iterator().hasNext();
    }
}
