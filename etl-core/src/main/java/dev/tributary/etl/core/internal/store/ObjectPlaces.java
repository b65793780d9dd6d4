package dev.tributary.etl.core.internal.store;

import dev.tributary.etl.core.internal.file.DurableFiles;
import dev.tributary.etl.core.internal.file.FileSync;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
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
        for (int attempt = 1; !isFilled(key, place, naming); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new IOException("Cannot store the object " + key + ": its folder is removed again and again");
            }
            makeFolder(key, folder);
        }
        if (durability.syncs(key)) {
            sync.directory(folder);
        }
    }

    /** False when the folder is not there yet, or was removed as empty by a deletion meanwhile. */
    private boolean isFilled(String key, Path place, Naming naming) throws IOException {
        try {
            paths.requirePlace(key);
            naming.name(place);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException e) {
            if (paths.isBelowFile(place)) {
                throw placeTaken(key);
            }
            throw e;
        }
    }

    private void makeFolder(String key, Path folder) throws IOException {
        Path existing = folder;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = DurableFiles.parent(existing);
        }
        try {
            paths.requireNoLink(existing);
            make(key, folder);
        } catch (FileAlreadyExistsException e) {
            // A folder that another put made and a deletion removed again looks the same: only a file stands for ever.
            if (paths.isBelowFile(paths.resolve(key))) {
                throw placeTaken(key);
            }
        } catch (NoSuchFileException e) {
            // A deletion removed the folder above as empty: the next attempt makes that too.
            return;
        }
    }

    private static EtlException placeTaken(String key) {
        return new EtlException(
                StandardError.DEFECT, "Cannot store the object '" + key + "': an object has its folder's place");
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
