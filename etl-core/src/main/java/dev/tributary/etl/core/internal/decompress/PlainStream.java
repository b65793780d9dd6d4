package dev.tributary.etl.core.internal.decompress;

import java.io.IOException;
import java.io.InputStream;

/** A file that is not compressed, from its first byte although its first bytes were looked at. */
final class PlainStream extends InputStream {
    private final CountedInput input;

    PlainStream(CountedInput input) {
        this.input = input;
    }

    @Override
    public int read() throws IOException {
        return input.next();
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        return length == 0 ? 0 : input.read(target, from, length);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
