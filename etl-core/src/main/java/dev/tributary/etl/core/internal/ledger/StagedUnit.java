package dev.tributary.etl.core.internal.ledger;

/**
 * What a store unit finds.
 *
 * @param span the source records that the parse unit read
 * @param duplicates how many of its records lost against others of their keys
 * @param records what is left in source order, read page by page while it is iterated: records to load, keys to delete, and records that were
 *     rejected, which want a dead letter
 */
public record StagedUnit(UnitSpan span, long duplicates, Iterable<PackedRecord> records) {}
