package dev.tributary.etl.core.internal.ledger;

import java.util.Optional;

/** The rows of what processes tell each other. */
final class FleetTable implements Fleet {
    private final LedgerDatabase database;

    FleetTable(LedgerDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<BackendNames> backends(String dataset) {
        return database.read(handle -> handle.createQuery(database.sql("datasets_backends"))
                .bind("dataset", dataset)
                .map((row, context) -> new BackendNames(row.getString("lock_plugin"), row.getString("state_plugin")))
                .findOne());
    }

    @Override
    public void choose(String dataset, BackendNames backends) {
        if (backends(dataset).equals(Optional.of(backends))) {
            return;
        }
        database.write(handle -> handle.createUpdate(database.sql("datasets_choose"))
                .bind("dataset", dataset)
                .bind("lock", backends.lock())
                .bind("state", backends.state())
                .execute());
    }
}
