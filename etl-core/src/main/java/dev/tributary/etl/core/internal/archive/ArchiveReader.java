package dev.tributary.etl.core.internal.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the selected members of one archive, in the archive's order, one thread. Folders and members that are not selected are passed
 * over; names that could leave their folder, or come twice, end the reading wherever they stand.
 */
public interface ArchiveReader extends Closeable {
    /**
     * A member.
     *
     * @param name its path inside the archive: slashes, no {@code .} or {@code ..}
     * @param bytes as they are in the archive (a .gz stays one); valid until the next member is asked for; damage is STREAM_CORRUPT from read
     */
    record Member(String name, InputStream bytes) {}

    /** The next selected member; null when the whole archive was read and found sound. */
    @Nullable
    Member next() throws IOException;
}
