package dev.tributary.etl.core;

/**
 * What one worker did since it began; numbers only rise.
 *
 * @param unitsFailed attempts at units that failed
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
