package dev.tributary.etl.core.internal.ledger;

import java.util.Optional;

/** What processes that share a ledger tell each other. Thread-safe; each method is one transaction, and throws as {@link Ledger} says. */
public interface Fleet {
    /** What keeps a dataset's lock and state, as its last run was told; empty before the first. */
    Optional<BackendNames> backends(String dataset);

    /** Writes down what keeps a dataset's lock and state; nothing is written when that is known. */
    void choose(String dataset, BackendNames backends);
}
