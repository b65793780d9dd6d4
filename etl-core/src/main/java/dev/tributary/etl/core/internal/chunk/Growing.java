package dev.tributary.etl.core.internal.chunk;

import java.io.ByteArrayOutputStream;

/** Bytes that are gathered and then looked at where they are. */
final class Growing extends ByteArrayOutputStream {
    byte[] array() {
        return buf;
    }
}
