package dev.tributary.etl.core.internal.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.tributary.etl.core.internal.file.DurableFiles;
import dev.tributary.etl.core.internal.file.FileMutex;
import dev.tributary.etl.core.internal.file.FileSync;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Objects as files below a root folder: the key is the path. An object is written under a temporary name, synced, and then gets its name at once, so
 * a reader, a crash or a power cut never shows half of one. Safe for threads and for processes that share the folder; the file system must have hard
 * links and byte-range locks. Only {@link #putIfVersion} waits for others: a process that was stopped in the midst of anything else keeps nobody from
 * the key. Between the look and the writing of one who replaces a version, a {@link #put} or {@link #delete} of the same key is lost. Whatever starts
 * with a dot is the store's own and no object.
 */
public final class LocalObjectStore implements ObjectStore {
    private static final String OWN_FOLDER = ".store";
    private static final int LOCK_FILES = 64;
    private static final int BUFFER_BYTES = 128 << 10;

    private final ObjectPaths paths;
    private final Durability durability;
    private final FileSync sync;
    private final ObjectPlaces places;
    private final Temporaries temporaries;
    private final Path locks;
    private volatile boolean hasLocks;

    /** A store over a folder, which is created when it is not there. */
    public LocalObjectStore(Path root, Durability durability) throws IOException {
        this(root, durability, FileSync.DISK);
    }

    public LocalObjectStore(Path root, Durability durability, FileSync sync) throws IOException {
        this.sync = sync;
        new DurableFiles(sync).createFolders(root);
        this.paths = new ObjectPaths(root.toRealPath());
        this.places = new ObjectPlaces(paths, durability, sync);
        this.durability = durability;
        this.locks = paths.root().resolve(OWN_FOLDER).resolve("locks");
        this.temporaries = new Temporaries(paths.root().resolve(OWN_FOLDER).resolve("writing"));
    }

    @Override
    public Optional<StoredObject> head(String key) throws IOException {
        return paths.stat(key);
    }

    @Override
    public InputStream open(StoredObject object, long offset, long length) throws IOException {
        if (offset < 0 || length < -1 || offset + Math.max(length, 0) > object.size()) {
            throw new EtlException(
                    StandardError.DEFECT,
                    "Cannot open " + length + " bytes from " + offset + " of " + object.key() + ": it has "
                            + object.size());
        }
        FileInputStream in = new FileInputStream(existing(object).toFile());
        try {
            // Looked at after opening: versions never come back, so the file that is open is the one with this version.
            existing(object);
            in.getChannel().position(offset);
            return new Slice(in, length < 0 ? object.size() - offset : length);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private Path existing(StoredObject object) throws IOException {
        Optional<StoredObject> now = paths.stat(object.key());
        if (!now.map(StoredObject::version).equals(Optional.of(object.version()))) {
            throw new IOException("Cannot open the object " + object.key() + ": it was "
                    + (now.isPresent() ? "replaced" : "deleted") + " since it was looked up");
        }
        return paths.resolve(object.key());
    }

    @Override
    public StoredObject put(String key, ByteSource content) throws IOException, InterruptedException {
        Path temporary = write(key, content);
        try {
            return name(temporary, key, paths.stat(key));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public Optional<StoredObject> putIfAbsent(String key, ByteSource content) throws IOException, InterruptedException {
        Path temporary = write(key, content);
        try {
            StoredObject object = stamp(temporary, key, Optional.empty());
            places.fill(key, place -> Files.createLink(place, temporary));
            return Optional.of(object);
        } catch (FileAlreadyExistsException e) {
            paths.requirePlace(key);
            return Optional.empty();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public Optional<StoredObject> putIfVersion(String key, ByteSource content, String version)
            throws IOException, InterruptedException {
        Path temporary = write(key, content);
        try {
            return replace(temporary, key, version);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Takes a finished file over as an object, as {@link #put} would: by rename within one file system, else by copy. The file is gone afterwards.
     */
    public StoredObject adopt(String key, Path file) throws IOException, InterruptedException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new EtlException(
                    StandardError.DEFECT, "Cannot adopt " + file + " as " + key + ": it is no regular file");
        }
        if (durability.syncs(key)) {
            try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
                sync.file(out, file);
            }
        }
        try {
            return name(file, key, paths.stat(key));
        } catch (AtomicMoveNotSupportedException e) {
            // Another file system: only a copy gets there.
            StoredObject object = put(key, new FileSource(file));
            Files.delete(file);
            return object;
        }
    }

    @Override
    public List<StoredObject> list(String prefix, String after, int limit) throws IOException {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit);
        }
        if (prefix.contains("/")) {
            paths.resolve(prefix.substring(0, prefix.lastIndexOf('/')));
        }
        return new ObjectListing(paths.root(), prefix, after, limit).list();
    }

    @Override
    public void delete(String key) throws IOException {
        if (paths.stat(key).isPresent() && Files.deleteIfExists(paths.resolve(key))) {
            places.vacated(key);
        }
    }

    @Override
    public void close() throws IOException {
        temporaries.close();
    }

    private Path write(String key, ByteSource content) throws IOException, InterruptedException {
        paths.resolve(key);
        Path temporary = temporaries.next();
        try (InputStream in = content.open();
                FileOutputStream out = new FileOutputStream(temporary.toFile())) {
            requireSize(content, copy(in, out, bufferBytes(content.size())));
            if (durability.syncs(key)) {
                sync.file(out, temporary);
            }
            return temporary;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /** Not much larger than the object: most have a few kilobytes. */
    private static int bufferBytes(long size) {
        return size < 0 ? BUFFER_BYTES : (int) Math.min(size + 1, BUFFER_BYTES);
    }

    private static long copy(InputStream in, FileOutputStream out, int bufferBytes) throws IOException {
        byte[] buffer = new byte[bufferBytes];
        long total = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            total += read;
        }
        return total;
    }

    private static void requireSize(ByteSource content, long written) throws IOException {
        if (content.size() >= 0 && content.size() != written) {
            throw new IOException(
                    "Cannot store " + content.name() + ": it gave " + written + " bytes of " + content.size());
        }
    }

    /** Gives a finished file its name, if the object still has this version. */
    private Optional<StoredObject> replace(Path finished, String key, String version)
            throws IOException, InterruptedException {
        return FileMutex.whileHeld(lockOf(key), () -> {
            Optional<StoredObject> current = paths.stat(key);
            return current.map(StoredObject::version).equals(Optional.of(version))
                    ? Optional.of(name(finished, key, current))
                    : Optional.empty();
        });
    }

    private StoredObject name(Path finished, String key, Optional<StoredObject> replaced) throws IOException {
        StoredObject object = stamp(finished, key, replaced);
        places.fill(key, place -> Files.move(finished, place, ATOMIC_MOVE, REPLACE_EXISTING));
        return object;
    }

    /** Gives a file a time of change of its own, later than that of the object it replaces. */
    private StoredObject stamp(Path finished, String key, Optional<StoredObject> replaced) throws IOException {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        if (replaced.isPresent()) {
            micros = Math.max(micros, ObjectPaths.micros(replaced.get()) + 1);
        }
        Files.setLastModifiedTime(finished, FileTime.from(micros, TimeUnit.MICROSECONDS));
        return ObjectPaths.describe(
                key, Files.readAttributes(finished, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    /** Those who replace a version of one key take turns; keys share 64 lock files, so that locks leave nothing behind. */
    private Path lockOf(String key) throws IOException {
        if (!hasLocks) {
            Files.createDirectories(locks);
            hasLocks = true;
        }
        return locks.resolve(Integer.toString(Math.floorMod(key.hashCode(), LOCK_FILES)));
    }

    private record FileSource(Path file) implements ByteSource {
        @Override
        public String name() {
            return file.toString();
        }

        @Override
        public long size() {
            return -1;
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }
}
