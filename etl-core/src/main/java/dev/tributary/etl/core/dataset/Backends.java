package dev.tributary.etl.core.dataset;

import java.util.List;
import java.util.Optional;

/**
 * Where a dataset keeps what the engine needs. Immutable.
 *
 * @param store the object store: {@code local} unless written
 * @param state the state store: {@code file} unless written
 * @param lock the lock manager: {@code file} unless written
 * @param notifiers who is told of a release
 */
public record Backends(
        Optional<StageConfig> store,
        Optional<StageConfig> state,
        Optional<StageConfig> lock,
        List<StageConfig> notifiers) {
    /** The object store when none is written. */
    public static final String DEFAULT_STORE = "local";
    /** The state store when none is written. */
    public static final String DEFAULT_STATE = "file";
    /** The lock manager when none is written. */
    public static final String DEFAULT_LOCK = "file";
}
