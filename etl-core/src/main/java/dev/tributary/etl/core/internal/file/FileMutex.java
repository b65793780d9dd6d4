package dev.tributary.etl.core.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Excludes other threads of this JVM and other processes from what a lock file stands for. Liveness is the operating system's: it takes the lock
 * from a process that dies, by whatever death. Lock files are created and never deleted: deleting one would let two processes lock two files of one
 * name. Thread-safe; a hold may be closed by another thread than the one that got it.
 */
public final class FileMutex {
    /**
     * Who is in line for a file within this JVM. It has to be one table for the JVM: an OS lock belongs to the process, and closing any second
     * channel on the file would release it. A path is in the table only while someone holds it or waits for it.
     */
    private static final ConcurrentMap<Path, Turn> TURNS = new ConcurrentHashMap<>();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 2;

    private FileMutex() {}

    /** Takes the lock at once, or not at all; empty when another thread or process has it. The folder must exist. */
    public static Optional<Hold> tryHold(Path file) throws IOException {
        Path key = key(file);
        Turn turn = enter(key);
        if (!turn.permit.tryAcquire()) {
            leave(key);
            return Optional.empty();
        }
        return FileMutex.<IOException>lock(key, turn, FileChannel::tryLock);
    }

    /**
     * Waits for the lock; locks taken this way are held for milliseconds, so one that is held for half a minute is that of a process that stands still.
     * The folder must exist.
     *
     * @throws IOException when the lock is held for so long
     */
    public static Hold hold(Path file) throws IOException, InterruptedException {
        return hold(file, PATIENCE);
    }

    static Hold hold(Path file, Duration patience) throws IOException, InterruptedException {
        Path key = key(file);
        long deadline = System.nanoTime() + patience.toNanos();
        Turn turn = enter(key);
        boolean mine = false;
        try {
            mine = turn.permit.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (!mine) {
                leave(key);
            }
        }
        Optional<Hold> hold = mine
                ? FileMutex.<InterruptedException>lock(key, turn, channel -> lockBefore(deadline, channel))
                : Optional.empty();
        return hold.orElseThrow(
                () -> new IOException(
                        "Cannot lock " + file
                                + ": another process has it and does not give it back; end the one that stands still, or let it go on"));
    }

    /** The operating system's own waiting has no limit, and no interruption ends it everywhere. */
    private static @Nullable FileLock lockBefore(long deadline, FileChannel channel)
            throws IOException, InterruptedException {
        FileLock lock = channel.tryLock();
        while (lock == null && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_MILLIS);
            lock = channel.tryLock();
        }
        return lock;
    }

    /** What is done under a lock. */
    @FunctionalInterface
    public interface Guarded<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Waits as {@link #hold} does, does the work, and gives the lock back. */
    @SuppressWarnings("try") // The hold is there to be closed.
    public static <T> T whileHeld(Path file, Guarded<T> work) throws IOException, InterruptedException {
        try (Hold hold = hold(file)) {
            return work.run();
        }
    }

    /** How many lock files this JVM holds or waits for. */
    static int inUse() {
        return TURNS.size();
    }

    private static <E extends Exception> Optional<Hold> lock(Path key, Turn turn, Locking<E> locking)
            throws IOException, E {
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = FileChannel.open(
                    key, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            lock = locking.lock(channel);
            return lock == null ? Optional.empty() : Optional.of(new Hold(key, turn, channel, lock));
        } catch (OverlappingFileLockException e) {
            // The same file under another path: held by this JVM, so not free.
            return Optional.empty();
        } finally {
            if (lock == null) {
                giveUp(key, turn, channel);
            }
        }
    }

    private static void giveUp(Path key, Turn turn, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            turn.permit.release();
            leave(key);
        }
    }

    private static Path key(Path file) throws IOException {
        return DurableFiles.parent(file).toRealPath().resolve(file.getFileName());
    }

    private static Turn enter(Path key) {
        return TURNS.compute(key, (k, turn) -> {
            Turn entered = turn == null ? new Turn() : turn;
            entered.users++;
            return entered;
        });
    }

    private static void leave(Path key) {
        TURNS.computeIfPresent(key, (k, turn) -> --turn.users == 0 ? null : turn);
    }

    private interface Locking<E extends Exception> {
        @Nullable
        FileLock lock(FileChannel channel) throws IOException, E;
    }

    /** The line before one file. {@code users} is changed only inside the table's compute. */
    private static final class Turn {
        final Semaphore permit = new Semaphore(1, true);
        int users;
    }

    /** The lock while it is held. Thread-safe. */
    public static final class Hold implements AutoCloseable {
        private final Path key;
        private final Turn turn;
        private final FileChannel channel;
        private final FileLock lock;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Hold(Path key, Turn turn, FileChannel channel, FileLock lock) {
            this.key = key;
            this.turn = turn;
            this.channel = channel;
            this.lock = lock;
        }

        /** Whether the lock is still ours. */
        public boolean held() {
            return !closed.get() && lock.isValid();
        }

        /** Writes a mark into the lock file itself: opening it a second time to write would release the lock. */
        public void mark(byte[] mark) throws IOException {
            channel.write(ByteBuffer.wrap(mark), 0);
        }

        /** Releases the lock; a second call does nothing. */
        @Override
        public void close() throws IOException {
            if (closed.compareAndSet(false, true)) {
                giveUp(key, turn, channel);
            }
        }
    }
}
