package dev.tributary.etl.spi.io;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** An array under a name. */
record NamedBytes(String name, byte[] bytes) implements ByteSource {
    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
