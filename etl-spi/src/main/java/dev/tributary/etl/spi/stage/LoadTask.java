package dev.tributary.etl.spi.stage;

import dev.tributary.etl.spi.record.Batch;
import java.io.IOException;
import java.util.Optional;

/**
 * The load of one unit attempt. One thread at a time, not always the same: the engine finishes a unit on another thread while it writes the next one,
 * whose task was opened meanwhile. {@link #close} without {@link #finish} undoes. The engine has resolved duplicates before, so a key comes once per
 * job.
 */
public interface LoadTask extends AutoCloseable {
    /**
     * The receipt of an earlier attempt that committed this unit; then the engine gives the task no records and takes it. Empty when none did, and
     * when that attempt rejected records: no receipt tells which, so take the unit's records once more, reject the same, and write nothing.
     */
    default Optional<LoadReceipt> committed() {
        return Optional.empty();
    }

    /**
     * Takes records to insert or replace by key, in source order; what cannot be stored goes to {@code rejects}, the rest is kept. IOException
     * makes the unit be tried again.
     */
    void write(Batch batch, Rejects rejects) throws IOException, InterruptedException;

    /** Takes key-only records to delete. A loader that cannot throws DELETE_UNSUPPORTED, which fails the run. */
    void delete(Batch keys) throws IOException, InterruptedException;

    /** Makes the unit durable. Doing it twice, also by another process, leaves one copy. */
    LoadReceipt finish() throws IOException, InterruptedException;

    /** Called once, also after a failure; without {@link #finish} nothing of the unit stays visible. */
    @Override
    void close() throws IOException;
}
