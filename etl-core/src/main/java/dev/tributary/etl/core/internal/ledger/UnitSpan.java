package dev.tributary.etl.core.internal.ledger;

/**
 * The source records of a unit: {@code records} of one file from {@code firstOrdinal} on, {@code bytes} of its decompressed stream from
 * {@code offset} on.
 */
public record UnitSpan(int file, long firstOrdinal, long records, long offset, long bytes) {}
