package dev.tributary.etl.core.internal.store;

import dev.tributary.etl.core.internal.file.FileMutex;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names for files that are not objects yet. Each store has a folder of its own, guarded by a lock that the operating system takes away when its
 * process dies; the next store that writes removes the folders whose lock is free. Nothing is created before the first write. Thread-safe.
 */
final class Temporaries implements AutoCloseable {
    private final Path folder;
    private @Nullable Path own;
    private FileMutex.@Nullable Hold lock;
    private long count;

    Temporaries(Path folder) {
        this.folder = folder;
    }

    /** A name that nobody else has; the caller creates the file and deletes it. */
    synchronized Path next() throws IOException, InterruptedException {
        Path place = own;
        if (place == null) {
            place = open();
            own = place;
        }
        count++;
        return place.resolve(Long.toString(count));
    }

    private Path open() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        // Under the gate no other store can take a folder for dead that is made but not locked yet.
        return FileMutex.whileHeld(folder.resolve("gate"), () -> {
            removeDead();
            Path made = Files.createTempDirectory(folder, "writer-");
            lock = FileMutex.tryHold(lockOf(made))
                    .orElseThrow(() -> new IOException("Cannot lock " + lockOf(made) + ": it is new and yet held"));
            return made;
        });
    }

    private void removeDead() throws IOException {
        try (DirectoryStream<Path> writers = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path writer : writers) {
                removeIfDead(writer);
            }
        }
    }

    private static void removeIfDead(Path writer) throws IOException {
        Optional<FileMutex.Hold> free = FileMutex.tryHold(lockOf(writer));
        if (free.isPresent()) {
            remove(writer, free.get());
        }
    }

    /** Removes a folder whose lock is held, and the lock with it: a folder's name is never used again. */
    private static void remove(Path writer, FileMutex.Hold hold) throws IOException {
        try (hold;
                DirectoryStream<Path> files = Files.newDirectoryStream(writer)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(writer);
        } catch (NoSuchFileException e) {
            // Its store closed just now and removed it.
        } finally {
            Files.deleteIfExists(lockOf(writer));
        }
    }

    private static Path lockOf(Path writer) {
        return writer.resolveSibling(writer.getFileName() + ".lock");
    }

    @Override
    public synchronized void close() throws IOException {
        FileMutex.Hold held = lock;
        Path place = own;
        if (held == null || place == null) {
            return;
        }
        lock = null;
        own = null;
        remove(place, held);
    }
}
