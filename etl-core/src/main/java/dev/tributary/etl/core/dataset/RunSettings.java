package dev.tributary.etl.core.dataset;

import dev.tributary.etl.spi.plugin.DataSize;
import dev.tributary.etl.spi.plugin.Option;
import java.time.Duration;
import java.util.Optional;

/**
 * How a dataset is run; none of it changes the output, so none of it is part of the config hash.
 *
 * @param mode the shape of the run
 * @param workers worker threads, at least 1 ({@code 0} in a file stands for one per core)
 * @param parseBatch records of one parse unit
 * @param chunkBytes bytes of one chunk, at most {@code unitBytes}
 * @param unitBytes bytes of one unit
 * @param storeBatch records of one write
 * @param maxRecordBytes the longest source record; longer ones are rejected
 * @param maxExpandedBytes the most bytes that one raw file makes when it is decompressed, all members of an archive together
 * @param maxAttempts attempts at one unit
 * @param heartbeat how often a worker says that it lives, below half of {@code lease}
 * @param lease how long a claim lasts without a heartbeat
 * @param shutdown how long a run may drain after SIGTERM
 * @param allowAsyncCommit whether the database may confirm a commit before it is on disk
 */
public record RunSettings(
        @Option(
                value = "One pass by the process that runs it, or two that any number of workers take part in",
                defaultValue = "direct")
        Mode mode,

        @Option(value = "Worker threads; 0 is one per core", defaultValue = "0")
        int workers,

        @Option(value = "Records of one parse unit", defaultValue = "1000")
        int parseBatch,

        @Option(value = "Bytes of one chunk", defaultValue = "256KiB")
        DataSize chunkBytes,

        @Option(value = "Bytes of one unit", defaultValue = "4MiB")
        DataSize unitBytes,

        @Option(value = "Records of one write", defaultValue = "100")
        int storeBatch,

        @Option(value = "The longest source record; longer ones are rejected", defaultValue = "64MiB")
        DataSize maxRecordBytes,

        @Option(
                value =
                        "What one raw file may expand to when it is decompressed; without it, 200 times its own size, at least 1 GiB",
                example = "64GiB")
        Optional<DataSize> maxExpandedBytes,

        @Option(value = "Attempts at one unit", defaultValue = "3")
        int maxAttempts,

        @Option(value = "How often a worker says that it lives", defaultValue = "30s")
        Duration heartbeat,

        @Option(value = "How long a claim lasts without a heartbeat", defaultValue = "120s")
        Duration lease,

        @Option(value = "How long a run may drain after SIGTERM", defaultValue = "30s")
        Duration shutdown,

        @Option(value = "Let the database confirm commits before they are on disk", defaultValue = "false")
        boolean allowAsyncCommit) {
    /** The shapes of a run; both give the same output. */
    public enum Mode {
        /** Parse to load in one unit; the default. */
        DIRECT,
        /** Parse units fill a table, store units load it. */
        STAGED
    }

    private static final int MAX_WORKERS = 1_024;
    private static final int MAX_BATCH = 1_000_000;

    public RunSettings {
        workers = workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
        within("workers", workers, MAX_WORKERS);
        within("parse_batch", parseBatch, MAX_BATCH);
        within("store_batch", storeBatch, MAX_BATCH);
        within("max_attempts", maxAttempts, 1_000);
        within("chunk_bytes", chunkBytes.bytes(), unitBytes.bytes());
        within("unit_bytes", unitBytes.bytes(), Integer.MAX_VALUE);
        within("max_record_bytes", maxRecordBytes.bytes(), Integer.MAX_VALUE);
        if (heartbeat.isZero() || heartbeat.multipliedBy(2).compareTo(lease) > 0) {
            throw new IllegalArgumentException(
                    "'heartbeat' must be above 0 and at most half of 'lease', found " + heartbeat + " and " + lease);
        }
    }

    private static void within(String name, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("'" + name + "' must be between 1 and " + most + ", found " + value);
        }
    }
}
