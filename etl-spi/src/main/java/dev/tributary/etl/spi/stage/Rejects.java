package dev.tributary.etl.spi.stage;

import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.record.DataRecord;

/** Takes records that a loader cannot store: each becomes a dead letter and is given to no further loader. Made by the engine. */
@FunctionalInterface
public interface Rejects {
    void reject(DataRecord record, Problem problem);
}
