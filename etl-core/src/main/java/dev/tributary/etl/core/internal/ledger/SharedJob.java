package dev.tributary.etl.core.internal.ledger;

import java.util.List;

/**
 * What a worker needs to take part in a job that it did not begin.
 *
 * @param sources the dataset file and those that it extends, the dataset's own first
 * @param storeId of the object store that has the job's files
 * @param storePlace where that store is, for people
 */
public record SharedJob(List<Source> sources, String storeId, String storePlace) {
    /** A file as it was read, before interpolation. */
    public record Source(String path, String text) {}

    public SharedJob {
        sources = List.copyOf(sources);
    }
}
