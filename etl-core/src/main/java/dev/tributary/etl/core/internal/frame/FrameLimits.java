package dev.tributary.etl.core.internal.frame;

/**
 * The sizes that chunks and units are cut by; stored with the job, because a restart must cut alike.
 *
 * @param chunkRecords most records of a chunk
 * @param chunkBytes window that a chunk's records lie in; one longer record makes a chunk of its own
 * @param unitRecords most records of a unit
 * @param unitBytes a unit ends with the record that reaches this size
 * @param maxRecordBytes longer records are rejected without being held
 */
public record FrameLimits(int chunkRecords, int chunkBytes, int unitRecords, long unitBytes, long maxRecordBytes) {
    public static final FrameLimits DEFAULT = new FrameLimits(1_000, 256 << 10, 1_000, 4L << 20, 64L << 20);

    public FrameLimits {
        if (chunkRecords < 1 || chunkBytes < 1 || unitRecords < 1 || unitBytes < 1 || maxRecordBytes < 1) {
            throw new IllegalArgumentException("Sizes must be positive: " + chunkRecords + ", " + chunkBytes + ", "
                    + unitRecords + ", " + unitBytes + ", " + maxRecordBytes);
        }
    }
}
