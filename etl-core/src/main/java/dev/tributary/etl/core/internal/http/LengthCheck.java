package dev.tributary.etl.core.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Notices a body that ends before its announced length: not every way of cutting one is an error to the client. */
final class LengthCheck extends FilterInputStream {
    private long missing;

    LengthCheck(InputStream in, long length) {
        super(in);
        this.missing = length;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        came(b < 0 ? -1 : 1);
        return b;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int n = in.read(bytes, from, length);
        came(n);
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        throw new IOException("bytes that are counted cannot be skipped");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void came(int n) throws IOException {
        if (n < 0 && missing > 0) {
            throw new IOException("the body ended " + missing + " bytes before its announced end");
        }
        missing -= Math.max(n, 0);
    }
}
