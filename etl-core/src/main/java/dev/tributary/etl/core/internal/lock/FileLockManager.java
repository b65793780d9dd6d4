package dev.tributary.etl.core.internal.lock;

import dev.tributary.etl.core.internal.file.DurableFiles;
import dev.tributary.etl.core.internal.file.FileMutex;
import dev.tributary.etl.core.internal.file.FileSync;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.lock.Lease;
import dev.tributary.etl.spi.lock.LockManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Locks among the processes of one machine: per name an exclusive OS lock on {@code NAME.lock} and the last fence in {@code NAME.fence}. The operating
 * system frees the lock of a process that dies, so a lease has no expiry and a restart gets it at once; {@code ttl} is not used. The fence is on disk
 * before the lease is given out, and never falls. Thread-safe.
 */
public final class FileLockManager implements LockManager {
    /** Stands in a lock file once a fence was given out: from then on a missing fence file is damage. */
    private static final byte[] MARK = "fenced\n".getBytes(StandardCharsets.US_ASCII);

    private final Path folder;
    private final UnaryOperator<String> fileNames;
    private final Clock clock;
    private final List<FileLease> leases = new ArrayList<>();

    /**
     * @param folder created with the first lock
     * @param fileNames turns any lock name into a file name, different names into different ones
     * @param clock tells people since when a lock is held; nothing else depends on it
     */
    public FileLockManager(Path folder, UnaryOperator<String> fileNames, Clock clock) {
        this.folder = folder;
        this.fileNames = fileNames;
        this.clock = clock;
    }

    /** Takes the lock if no thread or process has it. STATE_DAMAGED when its last fence cannot be read. */
    @Override
    public Optional<Lease> tryAcquire(String name, String owner, Duration ttl)
            throws IOException, InterruptedException {
        return tryAcquire(name, owner, ttl, 0);
    }

    @Override
    public Optional<Lease> tryAcquire(String name, String owner, Duration ttl, long above)
            throws IOException, InterruptedException {
        new DurableFiles(FileSync.DISK).createFolders(folder);
        Path lockFile = file(name, ".lock");
        Optional<FileMutex.Hold> hold = FileMutex.tryHold(lockFile);
        if (hold.isEmpty()) {
            return Optional.empty();
        }
        try {
            FileLease lease = lease(name, owner, above, hold.get());
            remember(lease);
            return Optional.of(lease);
        } catch (IOException | RuntimeException e) {
            hold.get().close();
            throw e;
        }
    }

    @Override
    public Optional<Holder> holder(String name) throws IOException {
        return fence(name).read();
    }

    /** Finds out whether a process has it; then only that process's end frees it. */
    @Override
    public boolean unlock(String name) throws IOException, InterruptedException {
        if (Files.notExists(file(name, ".lock"))) {
            return false;
        }
        var hold = FileMutex.tryHold(file(name, ".lock"));
        if (hold.isEmpty()) {
            var owner = holder(name).map(Holder::owner).orElse("a process of this machine");
            throw new EtlException(
                    StandardError.LOCK_HELD,
                    "Cannot take the lock of " + name + " away: " + owner + " is alive and has it",
                    "stop that process: the lock is free as soon as it has ended");
        }
        hold.get().close();
        return false;
    }

    private FileLease lease(String name, String owner, long above, FileMutex.Hold hold) throws IOException {
        FenceFile fence = fence(name);
        Optional<Holder> last = fence.read();
        if (last.isEmpty() && Files.size(file(name, ".lock")) > 0) {
            throw fence.damaged("it is missing, although fences were given out before", null);
        }
        long next = Math.addExact(Math.max(above, last.map(Holder::fence).orElse(0L)), 1);
        fence.write(new Holder(owner, clock.instant(), next));
        hold.mark(MARK);
        return new FileLease(hold, fence, next);
    }

    private FenceFile fence(String name) {
        return new FenceFile(file(name, ".fence"));
    }

    private Path file(String name, String suffix) {
        return folder.resolve(fileNames.apply(name) + suffix);
    }

    private synchronized void remember(FileLease lease) {
        leases.removeIf(each -> !each.isHeld());
        leases.add(lease);
    }

    /** Gives back every lease of this manager that is still held. */
    @Override
    public synchronized void close() throws IOException {
        for (FileLease lease : leases) {
            lease.close();
        }
        leases.clear();
    }

    private record FileLease(FileMutex.Hold hold, FenceFile file, long fence) implements Lease {
        boolean isHeld() {
            return hold.held();
        }

        /** Looks at the fence too: if someone removed the lock file by hand, another may hold a lock of the same name. */
        @Override
        public boolean renew(Duration ttl) throws IOException {
            return isHeld() && file.read().map(Holder::fence).equals(Optional.of(fence));
        }

        @Override
        public void close() throws IOException {
            hold.close();
        }
    }
}
