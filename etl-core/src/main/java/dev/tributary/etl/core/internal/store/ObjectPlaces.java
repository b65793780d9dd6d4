package dev.tributary.etl.core.internal.store;

import dev.tributary.etl.core.internal.file.DurableFiles;
import dev.tributary.etl.core.internal.file.FileSync;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The folders of objects: made before an object gets its name, synced after it, removed when the last object left. Thread-safe. */
final class ObjectPlaces {
    /** How often a folder is made anew when deletions keep removing it as empty. */
    private static final int ATTEMPTS = 100;

    /** The step that gives a file its name. */
    interface Naming {
        void name(Path place) throws IOException;
    }

    private final ObjectPaths paths;
    private final Durability durability;
    private final FileSync sync;
    private final DurableFiles folders;

    ObjectPlaces(ObjectPaths paths, Durability durability, FileSync sync) {
        this.paths = paths;
        this.durability = durability;
        this.sync = sync;
        this.folders = new DurableFiles(sync);
    }

    /** Lets a file get its name; a FileAlreadyExistsException of the step passes. */
    void fill(String key, Naming naming) throws IOException {
        Path place = paths.resolve(key);
        Path folder = DurableFiles.parent(place);
        for (int attempt = 1; !isFilled(key, naming); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new IOException("Cannot store the object " + key + ": its folder is removed again and again");
            }
        }
        if (durability.syncs(key)) {
            sync.directory(folder);
        }
    }

    private boolean isFilled(String key, Naming naming) throws IOException {
        Path place = paths.resolve(key);
        try {
            makeFolder(key, DurableFiles.parent(place));
            paths.requirePlace(key);
            naming.name(place);
            return true;
        } catch (NoSuchFileException e) {
            // A deletion removed the folder as empty between two of these steps.
            return false;
        }
    }

    private void makeFolder(String key, Path folder) throws IOException {
        Path existing = folder;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = DurableFiles.parent(existing);
        }
        paths.requireNoLink(existing);
        if (existing.equals(folder) && Files.isDirectory(folder)) {
            return;
        }
        try {
            make(key, folder);
        } catch (FileAlreadyExistsException e) {
            throw new EtlException(
                    StandardError.DEFECT, "Cannot store the object '" + key + "': an object has its folder's place");
        }
    }

    private void make(String key, Path folder) throws IOException {
        if (durability.syncs(key)) {
            folders.createFolders(folder);
        } else {
            Files.createDirectories(folder);
        }
    }

    /** Tidies up after an object was deleted. */
    void vacated(String key) throws IOException {
        Path folder = DurableFiles.parent(paths.resolve(key));
        if (durability.syncs(key) && Files.isDirectory(folder)) {
            sync.directory(folder);
        }
        while (!folder.equals(paths.root()) && removeIfEmpty(folder)) {
            folder = DurableFiles.parent(folder);
        }
    }

    private static boolean removeIfEmpty(Path folder) throws IOException {
        try {
            Files.delete(folder);
            return true;
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            return false;
        }
    }
}
