package dev.tributary.etl.core.internal.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Small files that survive a power cut: a reader sees the old bytes or all of the new ones. Thread-safe. */
public final class DurableFiles {
    private final FileSync sync;

    public DurableFiles(FileSync sync) {
        this.sync = sync;
    }

    /**
     * Replaces a file, or creates it. The temporary name is the same every time, so one writer at a time: the caller holds a {@link FileMutex}.
     * What a dead writer left under that name is overwritten.
     */
    public void replace(Path target, byte[] content) throws IOException {
        Path folder = parent(target);
        Path temporary = folder.resolve("." + target.getFileName() + ".tmp");
        try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
            out.write(content);
            sync.file(out, temporary);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync.directory(folder);
    }

    /** Creates a folder and those above it, and syncs the folders that got a new entry. */
    public void createFolders(Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (@Nullable Path p = folder.toAbsolutePath(); p != null && !Files.isDirectory(p); p = p.getParent()) {
            missing.push(p);
        }
        for (Path each : missing) {
            createFolder(each);
        }
    }

    private void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            // Another thread or process made it meanwhile; a file in its place stays an error.
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
        sync.directory(parent(folder));
    }

    /** The folder a file lies in. */
    public static Path parent(Path file) {
        @Nullable Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("not in a folder: " + file);
        }
        return parent;
    }
}
