package dev.tributary.etl.core.internal.decompress;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** A buffered input that knows the offset of its next byte, so that damage can be reported by its place in the file. */
final class CountedInput implements Closeable {
    private static final int BUFFER_BYTES = 64 << 10;

    private final InputStream raw;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long bufferStart;
    private int position;
    private int end;
    private @Nullable IOException failure;

    CountedInput(InputStream raw) {
        this.raw = raw;
    }

    /** The offset in the file of the byte that {@link #next} gives. */
    long offset() {
        return bufferStart + position;
    }

    /** The next byte, which stays; -1 at the end. */
    int peek() throws IOException {
        return position < end || fill() ? buffer[position] & 0xff : -1;
    }

    /** The next byte; -1 at the end. */
    int next() throws IOException {
        return position < end || fill() ? buffer[position++] & 0xff : -1;
    }

    /** Up to {@code length} bytes from here on, which stay; fewer at the end of the file. At most as many as the buffer holds. */
    byte[] peek(int length) throws IOException {
        while (end - position < length && more()) {}
        int n = Math.min(length, end - position);
        var bytes = new byte[n];
        System.arraycopy(buffer, position, bytes, 0, n);
        return bytes;
    }

    /** Hands on what is buffered, or else the next bytes of the file; -1 at the end. */
    int read(byte[] target, int from, int length) throws IOException {
        if (position == end && !fill()) {
            return -1;
        }
        int n = Math.min(length, end - position);
        System.arraycopy(buffer, position, target, from, n);
        position += n;
        return n;
    }

    /** Gives the inflater all that is buffered, or else the next bytes of the file; false at the end. {@link #takeBack} must follow. */
    boolean feed(Inflater inflater) throws IOException {
        if (position == end && !fill()) {
            return false;
        }
        inflater.setInput(buffer, position, end - position);
        position = end;
        return true;
    }

    /** Takes back what the inflater did not use. */
    void takeBack(Inflater inflater) {
        position = end - inflater.getRemaining();
    }

    private boolean fill() throws IOException {
        bufferStart += end;
        position = 0;
        end = 0;
        int n = readSome();
        end = Math.max(n, 0);
        return n > 0;
    }

    private boolean more() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, end - position);
        bufferStart += position;
        end -= position;
        position = 0;
        int n = readSome();
        end += Math.max(n, 0);
        return n > 0;
    }

    /** Reads at least one byte behind {@link #end}, whatever the stream's read does; -1 at the end. */
    private int readSome() throws IOException {
        int n = 0;
        try {
            while (n == 0) {
                n = raw.read(buffer, end, buffer.length - end);
            }
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        return n;
    }

    /** Throws what the source threw, if it did: what a library makes of it would pass for damage of the file. */
    void rethrowFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /** The bytes from here on as a stream, for libraries; closing it closes nothing. */
    InputStream stream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return next();
            }

            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                return length == 0 ? 0 : CountedInput.this.read(target, from, length);
            }
        };
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
