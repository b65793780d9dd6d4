package dev.tributary.etl.spi.stage;

import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.record.RecordType;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Enriches a batch and may do I/O. One instance per worker thread. What it emits after a failure of the call is dropped, and the batch comes
 * again, so a call is worth caching by content hash. Every record of the batch must be emitted (also changed), rejected, or is counted filtered.
 */
@FunctionalInterface
public interface Transformer extends AutoCloseable {
    void transform(Batch batch, Emitter out) throws IOException, InterruptedException;

    /** The most records it wants at a time. A batch never crosses a chunk (1,000 records or 256 KiB of source), so many have fewer. */
    default int batchSize() {
        return 1_000;
    }

    /** The types it makes of the types it gets, so that loaders know their tables before the run; by default the same. */
    default List<RecordType> types(List<RecordType> incoming) {
        return incoming;
    }

    /** What it reads besides the fields. */
    default Set<RecordPart> needs() {
        return Set.of();
    }

    @Override
    default void close() throws IOException {}
}
