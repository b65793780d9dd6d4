package dev.tributary.etl.core.internal.archive;

import java.io.IOException;
import java.io.InputStream;

/** A raw file that can be read from any place. */
public interface RawBytes {
    /** For errors and for what its ending promises. */
    String name();

    /** Exact number of bytes. */
    long size() throws IOException, InterruptedException;

    /** A new stream from an offset to the end; the caller closes it. */
    InputStream open(long offset) throws IOException, InterruptedException;
}
