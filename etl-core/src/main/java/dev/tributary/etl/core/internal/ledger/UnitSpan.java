package dev.tributary.etl.core.internal.ledger;

/**
 * The source records of a unit: {@code records} of one file from {@code firstOrdinal} on, {@code bytes} of its decompressed stream from
 * {@code offset} on. {@code source} is the stream's name, which is the file's own, or an archive's and its member's;
 * empty for a group of files.
 */
public record UnitSpan(int file, String source, long firstOrdinal, long records, long offset, long bytes) {}
