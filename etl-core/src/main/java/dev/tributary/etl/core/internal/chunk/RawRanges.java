package dev.tributary.etl.core.internal.chunk;

import java.io.IOException;
import java.io.InputStream;

/** Opens a range of a raw file of the job; the caller closes it. Thread-safe. */
@FunctionalInterface
public interface RawRanges {
    /** {@code file}: its index in the release. */
    InputStream open(int file, long offset, long length) throws IOException, InterruptedException;
}
