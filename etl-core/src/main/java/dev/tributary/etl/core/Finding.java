package dev.tributary.etl.core;

/**
 * Something that is not as it was written down.
 *
 * @param kind {@code MISMATCH}, {@code MISSING}, {@code STRAY} or {@code DAMAGED}
 * @param place an object key or a path
 * @param cure what to do about it
 */
public record Finding(String kind, String place, String message, String cure) {}
