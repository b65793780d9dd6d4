package dev.tributary.etl.core.internal.frame;

/**
 * The stream that is framed, as origins name it.
 *
 * @param file index of the raw file in its release
 * @param name of the raw file, or of the archive and its member
 * @param firstOrdinal source records of the same file that came before: the members of an archive are counted on
 */
public record FrameSource(int file, String name, long firstOrdinal) {
    /** A file that is read as a whole. */
    public static FrameSource of(int file, String name) {
        return new FrameSource(file, name, 0);
    }
}
