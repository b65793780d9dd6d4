package dev.tributary.etl.core.internal.engine.home;

import dev.tributary.etl.core.internal.file.FileMutex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The scratch folder of one worker process, apart from those of runs, which whoever holds a dataset's lease clears away. Each has a lock file beside it
 * that its process holds for as long as it lives; a folder whose lock is free was left by one that was killed.
 */
public final class WorkerScratch implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final FileMutex.Hold hold;
    private final Path lock;
    private final Scratch scratch;

    private WorkerScratch(FileMutex.Hold hold, Path lock, Scratch scratch) {
        this.hold = hold;
        this.lock = lock;
        this.scratch = scratch;
    }

    /** A new folder; those of killed workers are deleted. */
    public static WorkerScratch open(Path home) throws IOException {
        var folder = Files.createDirectories(home.resolve("scratch").resolve("~workers"));
        clear(folder);
        var name = "worker-" + UUID.randomUUID();
        var lock = folder.resolve(name + LOCK);
        var hold = FileMutex.tryHold(lock).orElseThrow(() -> new IOException("Cannot lock " + lock));
        return new WorkerScratch(hold, lock, Scratch.in(folder.resolve(name)));
    }

    private static void clear(Path folder) throws IOException {
        for (var lock : locks(folder)) {
            var hold = FileMutex.tryHold(lock);
            if (hold.isPresent()) {
                delete(lock, hold.get());
            }
        }
    }

    private static void delete(Path lock, FileMutex.Hold hold) throws IOException {
        try {
            var name = lock.getFileName().toString();
            Scratch.delete(lock.resolveSibling(name.substring(0, name.length() - LOCK.length())));
            Files.deleteIfExists(lock);
        } finally {
            hold.close();
        }
    }

    private static List<Path> locks(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(LOCK)).toList();
        }
    }

    public Scratch scratch() {
        return scratch;
    }

    @Override
    public void close() throws IOException {
        try {
            scratch.close();
        } finally {
            Files.deleteIfExists(lock);
            hold.close();
        }
    }
}
