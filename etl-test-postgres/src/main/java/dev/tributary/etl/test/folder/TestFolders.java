package dev.tributary.etl.test.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where the folders of tests lie: in memory, where the machine has a file system for that, for tests force files to the disk all the time and no test
 * cuts the power. {@code -Detl.test.memory=FOLDER} says which; without it, or where less than {@value #ROOM_GIB} GiB are free there, they lie where
 * temporary files do. Thread-safe.
 */
public final class TestFolders {
    private static final String MEMORY = "etl.test.memory";
    private static final int ROOM_GIB = 8;

    private TestFolders() {}

    /** A new folder, empty; the caller deletes it. */
    public static Path create(String prefix) {
        var memory = Memory.OF_THIS_JVM;
        try {
            return memory.isPresent()
                    ? Files.createTempDirectory(memory.get(), prefix)
                    : Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder for a test", e);
        }
    }

    /** Decided once, for tests fill the room. What JVMs left there that have ended is deleted by the next one: nobody else would. */
    private static final class Memory {
        private static final Optional<Path> OF_THIS_JVM = find();

        private Memory() {}

        private static Optional<Path> find() {
            var named = System.getProperty(MEMORY, "");
            try {
                return named.isEmpty() || !hasRoom(Path.of(named))
                        ? Optional.empty()
                        : Optional.of(make(Path.of(named)));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot use " + named + "; say -D" + MEMORY + "= to do without", e);
            }
        }

        private static boolean hasRoom(Path memory) throws IOException {
            return Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() >> 30 >= ROOM_GIB;
        }

        private static Path make(Path memory) throws IOException {
            var all = Files.createDirectories(memory.resolve("etl-tests-" + System.getProperty("user.name")));
            for (var folder : listed(all)) {
                if (ProcessHandle.of(Long.parseLong(folder.getFileName().toString()))
                        .isEmpty()) {
                    delete(folder);
                }
            }
            return Files.createDirectories(
                    all.resolve(Long.toString(ProcessHandle.current().pid())));
        }

        private static List<Path> listed(Path folder) throws IOException {
            try (var files = Files.list(folder)) {
                return files.toList();
            }
        }

        private static void delete(Path folder) throws IOException {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    // Another JVM may do the same.
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
