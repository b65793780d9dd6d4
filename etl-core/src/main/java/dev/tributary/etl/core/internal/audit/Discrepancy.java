package dev.tributary.etl.core.internal.audit;

/**
 * A thing that is not as it was written down.
 *
 * @param kind {@code MISMATCH}, {@code MISSING}, {@code STRAY} or {@code DAMAGED}
 * @param place an object key or a path
 */
public record Discrepancy(String kind, String place, String message, String cure) {}
