package dev.tributary.etl.spi.stage;

import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import java.util.List;

/**
 * Cleans one record: a pure function of the record and the options. Emitting nothing filters the record, emitting several derives some. One
 * instance per worker thread. A DATA EtlException rejects the record; the content hash is taken after the last normalizer.
 */
@FunctionalInterface
public interface Normalizer {
    void normalize(DataRecord record, Emitter out);

    /** The types it makes of the types it gets, so that loaders know their tables before the run; by default the same. */
    default List<RecordType> types(List<RecordType> incoming) {
        return incoming;
    }
}
