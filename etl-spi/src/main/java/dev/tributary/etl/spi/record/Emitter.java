package dev.tributary.etl.spi.record;

import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/**
 * Takes what a stage makes. Valid during the call it was passed to, on that thread only. emit and delete may run the following stages; a failure
 * there, or an interruption, leaves by an unchecked exception that belongs to the engine: let it pass (a plugin that swallows it changes
 * nothing, the unit fails all the same). Implemented by the engine only, so methods can be added.
 */
public interface Emitter {
    /** Hands on one record. */
    void emit(DataRecord record);

    /**
     * Says that a record no longer exists in the source, and overrides all that came of its key before. Only key columns are read; normalizers and
     * transformers do not see it. Where keys come again in a source that deletes some, datasets need {@code run.mode: staged}.
     */
    void delete(DataRecord key);

    /** Rejects a source record that no DataRecord could be made of. The engine adds raw bytes and counts; nothing is thrown. */
    void reject(Origin origin, Problem problem);

    /** Rejects a record with all that is wrong with it. */
    void reject(DataRecord record, List<Problem> problems);

    /** Notes something odd about a source record that is kept: counted by code, the first of each code go to the job's log. */
    void warn(Origin origin, Problem problem);

    /** Says how far a series was read. The highest position of a job becomes state, after publish. */
    void advance(String series, Instant position);

    /** Stores a stream as an object of the run, named by its content, and closes it. The same bytes give the same object on every attempt. */
    Attachment attach(String format, InputStream content) throws IOException, InterruptedException;

    /** Shorthand for one problem. */
    default void reject(Origin origin, ErrorCode code, String message) {
        reject(origin, Problem.of(code, message));
    }
}
