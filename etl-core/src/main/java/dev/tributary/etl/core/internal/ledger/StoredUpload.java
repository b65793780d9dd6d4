package dev.tributary.etl.core.internal.ledger;

/**
 * An object that a loader wrote for a record, as the ledger has it.
 *
 * @param number its place in the order of writing
 * @param loader the loader's place in the dataset file
 */
public record StoredUpload(
        long number, int loader, String identifier, String format, String key, long bytes, String md5, String sha256) {}
