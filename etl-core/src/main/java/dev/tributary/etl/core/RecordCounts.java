package dev.tributary.etl.core;

/**
 * Outcomes of a job's records. {@code read} = source records framed; {@code derived} = what melting, splitting or extraction added beyond one each;
 * always {@code read + derived = loaded + rejected + filtered + duplicate}.
 */
public record RecordCounts(long read, long derived, long loaded, long rejected, long filtered, long duplicate) {}
