package dev.tributary.etl.core.internal.ledger;

import java.util.List;

/** The waiting rows of one parse unit, with the numbers of its shapes. */
record PackedRows(long jobNumber, int unit, StagedRecords staged, List<Long> shapeNumbers) {
    long shape(PackedRecord packed) {
        return shapeNumbers.get((int) packed.shape());
    }
}
