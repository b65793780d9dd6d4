package dev.tributary.etl.core.internal.engine.source;

import dev.tributary.etl.core.internal.ledger.RawFile;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Opens what is to be parsed of a verified raw file. */
@FunctionalInterface
public interface SourceStreams {
    /** The file's streams one after the other: the file itself, or the members of an archive that were asked for, in the archive's order. */
    interface Sources extends Closeable {
        /** The next one; null at the end. The one before is no longer valid. */
        @Nullable
        Source next() throws IOException;
    }

    /** The caller closes it, and with it every stream that came from it. */
    Sources open(RawFile file) throws IOException, InterruptedException;
}
