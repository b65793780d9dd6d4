package dev.tributary.etl.core.internal.ledger;

/** An object that a loader wrote for a record, as the ledger has it. {@code number}: its place in the order of writing. */
public record StoredUpload(
        long number, String identifier, String format, String key, long bytes, String md5, String sha256) {}
