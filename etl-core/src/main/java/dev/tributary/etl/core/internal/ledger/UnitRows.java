package dev.tributary.etl.core.internal.ledger;

import java.util.List;

/** The record rows of one unit: of records that were loaded, and of those that a loader refused. */
record UnitRows(long jobNumber, int unit, List<StagedRecord> loaded, List<StagedRecord> refused) {
    boolean isEmpty() {
        return loaded.isEmpty() && refused.isEmpty();
    }
}
