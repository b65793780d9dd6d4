package dev.tributary.etl.core.internal.ledger;

/**
 * Units of a job that somebody claimed and let go of: their lease is past, and they are not committed. The next run of the job takes them over.
 *
 * @param hostname where their worker ran
 * @param heardOf when a worker of them was last heard of, as the database wrote it
 */
public record StuckUnits(String job, long units, String hostname, String heardOf) {}
