package dev.tributary.etl.spi.stage;

/**
 * What is being loaded: names that paths, keys and tables are made of. All are as written in the dataset file; the one who makes a path or key
 * encodes them.
 *
 * @param job the job's identity, the same on every restart: where its units wait apart from other jobs' units; never part of what is published
 * @param release the source's release id, such as {@code 2025_06}, or {@code sha256-...} when the source has none
 * @param version the internal version, {@code 1.0} unless written
 */
public record LoadTarget(String job, String dataset, String organization, String release, String version) {}
