package dev.tributary.etl.testkit.parse;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that breaks: it never comes to its end. */
final class BreakingStream extends FilterInputStream {
    private long left;

    BreakingStream(InputStream in, long bytes) {
        super(in);
        this.left = bytes;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = left == 0 ? -1 : super.read(into, from, (int) Math.min(left, length));
        if (count < 0) {
            throw new IOException("the stream broke");
        }
        left -= count;
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
