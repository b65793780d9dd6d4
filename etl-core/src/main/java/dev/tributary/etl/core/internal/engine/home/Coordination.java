package dev.tributary.etl.core.internal.engine.home;

import dev.tributary.etl.core.internal.ledger.BackendNames;
import dev.tributary.etl.core.internal.release.Releases;
import dev.tributary.etl.spi.lock.LockManager;
import dev.tributary.etl.spi.state.StateStore;

/**
 * What keeps a dataset's runs apart and remembers what they left.
 *
 * @param chosen the plugins behind it, as the dataset file names them
 */
public record Coordination(LockManager locks, StateStore state, Releases releases, BackendNames chosen) {}
