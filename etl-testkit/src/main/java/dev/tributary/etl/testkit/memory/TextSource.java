package dev.tributary.etl.testkit.memory;

import dev.tributary.etl.spi.io.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A text as a source of bytes. */
public record TextSource(String text) implements ByteSource {
    @Override
    public String name() {
        return "text";
    }

    @Override
    public long size() {
        return bytes().length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes());
    }

    private byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
