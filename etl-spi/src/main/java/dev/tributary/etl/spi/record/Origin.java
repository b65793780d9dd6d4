package dev.tributary.etl.spi.record;

/**
 * Where a record stood: index of the file in its release, file name, offset and length in the decompressed stream, 0-based ordinal among the
 * file's source records, 1-based line (0 when the source has no lines). One object per source record: all records made from it share it. The
 * order is that of the release; it, never time, decides which of two records with one key is kept.
 */
public record Origin(int file, String source, long offset, long length, long ordinal, long line)
        implements Comparable<Origin> {
    /** The origin of a record that stands for a whole file. */
    public static Origin ofFile(int file, String source) {
        return new Origin(file, source, 0, 0, 0, 0);
    }

    @Override
    public int compareTo(Origin other) {
        return file != other.file ? Integer.compare(file, other.file) : Long.compare(ordinal, other.ordinal);
    }
}
