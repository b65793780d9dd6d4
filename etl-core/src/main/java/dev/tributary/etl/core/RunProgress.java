package dev.tributary.etl.core;

/**
 * Where a run stands at a moment.
 *
 * @param phase {@code starting}, {@code verifying}, {@code loading} or {@code publishing}
 * @param bytesRead of the raw files in this phase; compressed bytes
 * @param bytesTotal 0 when not known
 * @param records source records at the loaders, those of earlier runs of the job included
 */
public record RunProgress(String phase, long bytesRead, long bytesTotal, long records, long rejected, double seconds) {}
