package dev.tributary.etl.cli;

import dev.tributary.etl.core.History;
import java.io.IOException;
import java.util.Optional;

/** Finds the id of a dataset that was run; its file may be gone. */
final class KnownDataset {
    private final Surroundings surroundings;
    private final History history;

    KnownDataset(Surroundings surroundings, History history) {
        this.surroundings = surroundings;
        this.history = history;
    }

    /** The id when there are jobs of it, else what the file of this path or id says. */
    String id(String dataset) throws IOException {
        boolean wasRun = !history.jobs(Optional.of(dataset), 1).isEmpty();
        return wasRun ? dataset : new DatasetLookup(surroundings, Optional.empty()).id(dataset);
    }
}
