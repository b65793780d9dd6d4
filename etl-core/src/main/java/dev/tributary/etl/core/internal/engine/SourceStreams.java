package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.ledger.RawFile;
import java.io.IOException;
import java.io.InputStream;

/** Opens the decompressed stream of a verified raw file from its first byte. */
@FunctionalInterface
interface SourceStreams {
    /** The caller closes it. {@code text}: decode to UTF-8. */
    InputStream open(RawFile file, boolean text) throws IOException, InterruptedException;
}
