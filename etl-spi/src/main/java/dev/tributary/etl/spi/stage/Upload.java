package dev.tributary.etl.spi.stage;

/**
 * An object that a loader wrote for a record, kept in the ledger for the audit.
 *
 * @param md5 and {@code sha256}: lower-case hex digests of the bytes that were written
 */
public record Upload(
        String recordType,
        String recordIdentifier,
        String format,
        String key,
        long size,
        String md5,
        String sha256,
        String mediaType) {}
