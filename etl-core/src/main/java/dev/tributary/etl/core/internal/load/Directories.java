package dev.tributary.etl.core.internal.load;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Renames that survive a power cut. */
final class Directories {
    private Directories() {}

    /** Replaces a file atomically; {@link #sync} makes it durable. */
    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes a folder's entries to the disk. Windows cannot open folders and journals renames by itself. */
    static void sync(Path directory) throws IOException {
        if (File.separatorChar == '\\') {
            return;
        }
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
