package dev.tributary.etl.core.internal.ledger;

import java.util.List;

/**
 * What a parse unit made.
 *
 * @param records in source order, gone through as often as wanted until the commit has ended
 * @param shapes as many as its records name; few, and mostly those of the units before
 */
public record StagedRecords(Iterable<PackedRecord> records, List<String> shapes) {}
