package dev.tributary.etl.core.internal.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/** A raw file as a channel, a block at a time: one stream that goes on while blocks follow each other, opened anew where they do not. One thread's. */
final class RawChannel implements SeekableByteChannel {
    private static final int BLOCK = 64 << 10;

    private final RawBytes raw;
    private final long size;
    private final byte[] block = new byte[BLOCK];
    private long blockStart = -1;
    private long position;
    private @Nullable InputStream stream;
    private long streamAt;
    private boolean closed;
    private @Nullable IOException failure;
    private long allowed = Long.MAX_VALUE;

    RawChannel(RawBytes raw) throws IOException, InterruptedException {
        this.raw = raw;
        this.size = raw.size();
    }

    /** Reads at most so many bytes from here on. */
    void allow(long bytes) {
        allowed = bytes;
    }

    /** Throws what the raw file threw, if it did: what a library makes of it would pass for damage of the archive. */
    void rethrowFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (position >= size || !target.hasRemaining()) {
            return target.hasRemaining() ? -1 : 0;
        }
        try {
            load(position - position % BLOCK);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        int at = (int) (position - blockStart);
        int n = Math.min((int) Math.min(BLOCK, size - blockStart) - at, target.remaining());
        target.put(block, at, n);
        position += n;
        allowed -= n;
        if (allowed < 0) {
            throw ArchiveFailures.unsafe(raw.name(), "its directory is longer than any that is read");
        }
        return n;
    }

    private void load(long start) throws IOException {
        if (start == blockStart) {
            return;
        }
        blockStart = -1;
        var in = at(start);
        int wanted = (int) Math.min(BLOCK, size - start);
        int n = in.readNBytes(block, 0, wanted);
        streamAt += n;
        if (n < wanted) {
            throw new EOFException(raw.name() + " became shorter while it was read");
        }
        blockStart = start;
    }

    private InputStream at(long offset) throws IOException {
        var known = stream;
        if (known != null && streamAt == offset) {
            return known;
        }
        stream = null;
        if (known != null) {
            known.close();
        }
        try {
            known = raw.open(offset);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + raw.name() + " was opened");
        }
        stream = known;
        streamAt = offset;
        return known;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        if (newPosition < 0) {
            throw new IllegalArgumentException("a negative position: " + newPosition);
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (stream != null) {
            stream.close();
        }
    }
}
