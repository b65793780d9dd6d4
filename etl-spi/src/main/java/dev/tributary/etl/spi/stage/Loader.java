package dev.tributary.etl.spi.stage;

import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.record.RecordType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts records where readers find them, in three steps: once {@link #prepare}, per unit a {@link LoadTask}, once {@link #publish}. Thread-safe. */
public interface Loader extends AutoCloseable {
    /** What the loader reads besides the fields. Called after {@link #prepare}, once for each worker thread and file. */
    default Set<RecordPart> needs() {
        return Set.of();
    }

    /**
     * Whether finished units lie where neither readers nor other jobs of the dataset touch them, until {@link #publish}. Asked once per run. A job
     * that was interrupted goes on with its finished units then, whatever other jobs did meanwhile; otherwise it begins anew when another job of
     * its dataset has worked since, as that one may have written over them.
     */
    default boolean keepsUnitsApart() {
        return false;
    }

    /**
     * Whether what the finished units of a job left is still there, and {@link #keepsUnitsApart}. Asked without {@link #prepare}, of a job that others
     * of its dataset came into: otherwise it begins anew, under another id. So a loader may give up what a job left that never published, once another
     * one has; and then says so for good.
     */
    default boolean keepsUnitsOf(LoadTarget target) throws IOException, InterruptedException {
        return keepsUnitsApart();
    }

    /**
     * Makes tables and folders and checks rights. Called on every machine before its first unit, again on every restart, so "if not exists".
     * Types may be unknown (empty).
     */
    void prepare(LoadTarget target, List<RecordType> types) throws IOException, InterruptedException;

    /**
     * The commands that make in a database what {@link #prepare} makes there, for whoever makes it by hand: a run needs no more than to read and write
     * rows then. Asked for once, on the caller's thread, without {@link #prepare} and without a database; connects to nothing. None for a loader
     * without tables.
     *
     * @param dialect {@code postgres} or {@code sqlite}
     */
    default List<String> ddl(String dialect, List<RecordType> types) {
        return List.of();
    }

    /** Opens the work of one attempt at one unit; the engine closes the task. Registers the fence at a target that can be written by others. */
    LoadTask open(LoadUnit unit) throws IOException, InterruptedException;

    /**
     * Makes all units visible at once. Called under the dataset's lease after all units finished, again after a crash or an unknown outcome: a
     * version already published with these receipts is success. What another job of the dataset left waiting
     * stays, or {@link #keepsUnitsOf} says that it is gone. Receipts come in order of
     * units and can be iterated once. Returns where readers find it, for the run's report.
     */
    List<String> publish(Publication publication, Iterable<LoadReceipt> receipts)
            throws IOException, InterruptedException;

    /**
     * What the loader's own tables say of the objects of a dataset, for an audit: up to {@code limit} behind a key, in the order of the keys' bytes.
     * Asked without {@link #prepare}, of the job that was published last, by one thread until fewer than {@code limit} come; writes nothing, and
     * holds no lock that a run would wait for. Empty when the loader has no such tables.
     *
     * @throws IOException when its tables cannot be read: the audit says so and fails
     */
    default Optional<List<RecordedObject>> recorded(LoadTarget target, String after, int limit)
            throws IOException, InterruptedException {
        return Optional.empty();
    }

    /**
     * What jobs of a dataset have waiting at the target that was not published: the job, and for people where it is. Asked without {@link #prepare},
     * by {@code etl doctor}; writes nothing. Empty when the loader leaves nothing there, or where the engine looks by itself.
     *
     * @throws IOException when it cannot be told: the doctor says so
     */
    default Map<String, String> waiting(String dataset) throws IOException, InterruptedException {
        return Map.of();
    }

    @Override
    default void close() throws IOException {}
}
