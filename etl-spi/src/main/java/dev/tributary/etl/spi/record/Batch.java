package dev.tributary.etl.spi.record;

import java.util.List;

/**
 * Consecutive records of one unit. {@code index} rises within the unit and is the same on every attempt, so (unit, index) identifies
 * the batch. The list is unmodifiable and valid after the call.
 */
public record Batch(int index, List<DataRecord> records) {}
