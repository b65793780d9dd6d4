package dev.tributary.etl.testkit.memory;

import dev.tributary.etl.spi.io.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** An array as a source of bytes; it can be opened any number of times. Thread-safe while nobody changes the array, which is not copied. */
public final class BytesSource implements ByteSource {
    private final byte[] bytes;

    public BytesSource(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public String name() {
        return "bytes";
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
