package dev.tributary.etl.core;

/**
 * What one worker did since it began, or an {@link Etl} with all its runs and workers; numbers only rise.
 *
 * @param unitsParsed committed; of a job in one pass, units are parsed and loaded at once
 * @param unitsFailed attempts at units that failed; of a run only those that it tries again, for the last one ends it and is in its report
 * @param bytesParsed of decompressed source
 * @param leasesLost units and jobs that another took over
 */
public record WorkerFigures(
        long unitsParsed,
        long unitsStored,
        long unitsFailed,
        long recordsRead,
        long recordsLoaded,
        long recordsRejected,
        long bytesParsed,
        long leasesLost) {}
