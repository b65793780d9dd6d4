package dev.tributary.etl.core.internal.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stream that another thread reads ahead, a mebibyte at most, so that its reader can give it up when it stalls, and works while the next bytes come.
 * No client's time limit covers a body. For one reader; {@link #close} ends the other thread's work.
 */
public final class WatchedStream implements AutoCloseable {
    private static final int BLOCK_BYTES = 128 << 10;
    private static final int BLOCKS = 8;

    private static final Block END = new Block(new byte[0], -1, bytes -> {});

    private final InputStream source;
    private final Pace pace;
    private final long tickNanos;
    private final Floor floor;
    private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS);
    private final BlockingQueue<byte[]> empty = new ArrayBlockingQueue<>(BLOCKS);
    private @Nullable Thread pump;
    private boolean closed;
    private volatile @Nullable Throwable failure;

    private WatchedStream(InputStream source, Floor floor) {
        this.source = source;
        this.floor = floor;
        this.pace = new Pace(floor);
        this.tickNanos = Math.max(1, floor.within().toNanos() / 8);
    }

    /** Starts to read. The stream is closed with this one. */
    public static WatchedStream start(InputStream source, Floor floor, Executor executor) {
        var watched = new WatchedStream(source, floor);
        executor.execute(watched::pump);
        return watched;
    }

    /** The next bytes, or null at the end. They are the reader's until it releases them; it may hold several blocks. */
    public @Nullable Block next() throws IOException, InterruptedException {
        var block = await();
        if (block == END) {
            full.add(END);
            rethrow();
            return null;
        }
        return block;
    }

    private Block await() throws IOException, InterruptedException {
        while (true) {
            long began = System.nanoTime();
            var block = full.poll(tickNanos, TimeUnit.NANOSECONDS);
            boolean ended = block == END;
            int came = block == null || ended ? 0 : block.length();
            if (pace.isStalled(System.nanoTime() - began, came) && !ended) {
                throw new StalledException(floor);
            }
            if (block != null) {
                return block;
            }
        }
    }

    private void rethrow() throws IOException {
        var cause = failure;
        if (cause instanceof IOException io) {
            throw new IOException(io.getMessage() == null ? io.getClass().getSimpleName() : io.getMessage(), io);
        }
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause != null) {
            throw (RuntimeException) cause;
        }
    }

    private void pump() {
        try {
            if (begin()) {
                read();
            }
        } catch (InterruptedException e) {
            // Only close() interrupts, and then nobody reads on.
            return;
        } catch (IOException | RuntimeException | Error e) {
            // The reader must learn of whatever happened here.
            failure = e;
        } finally {
            end();
        }
    }

    private synchronized boolean begin() {
        if (!closed) {
            pump = Thread.currentThread();
        }
        return !closed;
    }

    private void end() {
        synchronized (this) {
            pump = null;
            // An interruption by close() is not the executor's business.
            Thread.interrupted();
        }
        boolean put = false;
        while (!put && !isClosed()) {
            try {
                put = full.offer(END, tickNanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void read() throws IOException, InterruptedException {
        while (true) {
            var free = empty.poll();
            var bytes = free == null ? new byte[BLOCK_BYTES] : free;
            int n = source.read(bytes);
            if (n < 0) {
                return;
            }
            fill(bytes, n);
        }
    }

    /** Hands a block on with what is there already: many small blocks cost a change of threads each. */
    private void fill(byte[] bytes, int from) throws IOException, InterruptedException {
        int at = from;
        try {
            while (at < bytes.length && source.available() > 0) {
                int n = source.read(bytes, at, bytes.length - at);
                if (n < 0) {
                    break;
                }
                at += n;
            }
        } finally {
            full.put(new Block(bytes, at, empty::offer));
        }
    }

    /** Gives the stream up; what was not read is lost. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            if (pump != null) {
                pump.interrupt();
            }
        }
        full.clear();
        source.close();
    }
}
