package dev.tributary.etl.core.internal.engine.home;

import dev.tributary.etl.core.internal.store.KeyEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Folders for a run's components, made when the first one asks and deleted with the run. Thread-safe. */
public final class Scratch implements AutoCloseable {
    private final Path parent;
    private final AtomicInteger folders = new AtomicInteger();
    private @Nullable Path root;

    private Scratch(Path parent) {
        this.parent = parent;
    }

    /** In a home, where {@link #clear} finds what a killed run left. */
    public static Scratch of(Path home, String dataset) {
        return new Scratch(folderOf(home, dataset));
    }

    /** In the machine's folder for temporary files. */
    public static Scratch outside() {
        return new Scratch(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** In a folder that is this one's alone. */
    static Scratch in(Path folder) {
        return new Scratch(folder);
    }

    private static Path folderOf(Path home, String dataset) {
        return home.resolve("scratch").resolve(KeyEncoding.segment(dataset));
    }

    /** Removes what killed runs of a dataset left; the caller holds its lease. */
    public static void clear(Path home, String dataset) throws IOException {
        delete(folderOf(home, dataset));
    }

    /** A new empty folder. */
    public Path folder() throws IOException {
        return Files.createTempDirectory(root(), folders.getAndIncrement() + "-");
    }

    private synchronized Path root() throws IOException {
        var known = root;
        if (known == null) {
            Files.createDirectories(parent);
            known = Files.createTempDirectory(parent, "run-");
            root = known;
        }
        return known;
    }

    @Override
    public synchronized void close() throws IOException {
        var known = root;
        root = null;
        if (known != null) {
            delete(known);
        }
    }

    /** Deletes a folder with all that is in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
