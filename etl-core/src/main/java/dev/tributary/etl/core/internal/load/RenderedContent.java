package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.io.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** What a format made of a record. */
record RenderedContent(String name, byte[] bytes) implements ByteSource {
    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
