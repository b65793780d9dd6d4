package dev.tributary.etl.core.internal.store;

import dev.tributary.etl.core.internal.file.DurableFiles;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.StoredObject;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Which file a key is. A key can only name a file below the root, and no link on the way is followed. */
final class ObjectPaths {
    static final int MAX_KEY_BYTES = 1024;
    static final int MAX_SEGMENT_BYTES = 255;
    private final Path root;

    /** @param root a real path: no link in it */
    ObjectPaths(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** The file of a key. The key is checked, the disk is not. */
    Path resolve(String key) {
        String why = misfit(key);
        if (!why.isEmpty()) {
            throw new EtlException(StandardError.DEFECT, "Cannot use the object key '" + key + "': " + why);
        }
        return root.resolve(key);
    }

    /** What is wrong with a key; empty when nothing. */
    private static String misfit(String key) {
        if (key.length() > MAX_KEY_BYTES) {
            return "it is longer than " + MAX_KEY_BYTES + " bytes";
        }
        for (String segment : key.split("/", -1)) {
            if (!isSegment(segment)) {
                return "the segment '" + segment
                        + "' is empty, starts with '.', is longer than 255 bytes, or is not printable ASCII";
            }
        }
        return "";
    }

    /** Whether a name can stand between two slashes of a key. Names with a dot in front are the store's own. */
    static boolean isSegment(String name) {
        if (name.isEmpty() || name.length() > MAX_SEGMENT_BYTES || name.charAt(0) == '.') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c > '~' || c == '\\' || c == '/') {
                return false;
            }
        }
        return true;
    }

    /** The object of a key as the disk has it; empty when no regular file is there. */
    Optional<StoredObject> stat(String key) throws IOException {
        Path file = resolve(key);
        try {
            requireNoLink(DurableFiles.parent(file));
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile() ? Optional.of(describe(key, attributes)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (isBelowFile(file)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether something on the way to a file is a file itself, so that nothing can lie there. */
    boolean isBelowFile(Path file) {
        for (Path p = DurableFiles.parent(file); !p.equals(root); p = DurableFiles.parent(p)) {
            if (Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
        }
        return false;
    }

    /** Refuses a place that something other than an object has: links are not followed and folders not replaced. */
    void requirePlace(String key) throws IOException {
        Path file = resolve(key);
        requireNoLink(DurableFiles.parent(file));
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new EtlException(
                    StandardError.DEFECT, "Cannot store the object '" + key + "': a folder or link has its place");
        }
    }

    /** Refuses a folder that is reached through a link. */
    void requireNoLink(Path folder) throws IOException {
        if (!folder.toRealPath().equals(folder)) {
            throw new EtlException(
                    StandardError.OBJECT_DAMAGED,
                    "Cannot use the folder " + folder + ": a link is on the way to it",
                    "Put a real folder there; only the store's root may be reached through a link.");
        }
    }

    /**
     * The object that a file is. Its version is time of change and size: replacing an object moves the time on by at least a microsecond, whatever
     * the clock says.
     */
    static StoredObject describe(String key, BasicFileAttributes attributes) {
        String version = Long.toHexString(attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS)) + "-"
                + Long.toHexString(attributes.size());
        return new StoredObject(key, attributes.size(), version, Optional.empty());
    }

    /** The time of change that an object's version tells. */
    static long micros(StoredObject object) {
        return Long.parseLong(object.version().substring(0, object.version().indexOf('-')), 16);
    }
}
