package dev.tributary.etl.core.internal.fetch;

import java.io.FileDescriptor;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Forces a file to the disk every 64 MiB, on another thread and while more is written: a disk that has nothing to do until the end makes the end long.
 * For one thread.
 */
final class Flushing {
    private static final long EVERY_BYTES = 64L << 20;

    private final FileDescriptor file;
    private final Executor executor;
    private long begun;
    private @Nullable FutureTask<Long> flush;

    /** The executor needs a thread for it now and then. */
    Flushing(FileDescriptor file, Executor executor) {
        this.file = file;
        this.executor = executor;
    }

    /** Begins to force these bytes to the disk when enough are new and nothing else is on its way there. */
    void wrote(long bytes) {
        if (flush == null && bytes - begun >= EVERY_BYTES) {
            begun = bytes;
            flush = new FutureTask<>(() -> {
                file.sync();
                return bytes;
            });
            executor.execute(flush);
        }
    }

    /** So many bytes are surely on the disk since the last call; zero when that is not known of more. */
    long done() throws IOException, InterruptedException {
        var ended = flush;
        if (ended == null || !ended.isDone()) {
            return 0;
        }
        flush = null;
        try {
            return ended.get();
        } catch (ExecutionException e) {
            throw new IOException("the disk does not take it: " + e.getMessage(), e);
        }
    }

    /** What is on its way does not count: so many bytes are on the disk by other means. */
    void restart(long bytes) {
        begun = bytes;
        flush = null;
    }
}
