package dev.tributary.etl.core.internal.store;

import dev.tributary.etl.spi.io.StoredObject;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing in byte order of keys. A folder takes its place in that order as its name with a slash behind it, so {@code a-b} comes before
 * {@code a/b}. A folder of a million names is read in passes that each keep one page, never as a whole.
 */
final class ObjectListing {
    private record Entry(String place, Path path, BasicFileAttributes attributes) {
        boolean isFolder() {
            return attributes.isDirectory();
        }
    }

    private final Path root;
    private final String prefix;
    private final String after;
    private final int limit;
    private final List<StoredObject> found = new ArrayList<>();

    ObjectListing(Path root, String prefix, String after, int limit) {
        this.root = root;
        this.prefix = prefix;
        this.after = after;
        this.limit = limit;
    }

    List<StoredObject> list() throws IOException {
        String folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        Path start = folder.isEmpty() ? root : root.resolve(folder);
        if (Files.isDirectory(start, LinkOption.NOFOLLOW_LINKS)
                && start.toRealPath().equals(start)) {
            walk(start, folder);
        }
        return List.copyOf(found);
    }

    private void walk(Path folder, String place) throws IOException {
        String from = "";
        while (found.size() < limit) {
            List<Entry> pass = smallest(folder, place, from);
            for (Entry entry : pass) {
                visit(entry);
            }
            if (pass.size() < limit) {
                return;
            }
            from = pass.get(pass.size() - 1).place;
        }
    }

    private void visit(Entry entry) throws IOException {
        if (found.size() >= limit) {
            return;
        }
        if (entry.isFolder()) {
            walk(entry.path, entry.place);
        } else {
            found.add(ObjectPaths.describe(entry.place, entry.attributes));
        }
    }

    /** The first {@code limit} entries of a folder behind {@code from} that are, or may hold, objects of this page; in order. */
    private List<Entry> smallest(Path folder, String place, String from) throws IOException {
        PriorityQueue<Entry> largestFirst =
                new PriorityQueue<>(Comparator.comparing(Entry::place).reversed());
        try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
            for (Path path : names) {
                consider(path, place, from, largestFirst);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Deleted since its name was read: nothing is in it any more.
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        List<Entry> entries = new ArrayList<>(largestFirst);
        entries.sort(Comparator.comparing(Entry::place));
        return entries;
    }

    private void consider(Path path, String place, String from, PriorityQueue<Entry> largestFirst) throws IOException {
        String name = path.getFileName().toString();
        String key = place + name;
        if (!ObjectPaths.isSegment(name) || !(mayHold(key + "/") || isWanted(key))) {
            return;
        }
        Entry entry = entry(path, key);
        if (entry == null || entry.place.compareTo(from) <= 0) {
            return;
        }
        largestFirst.add(entry);
        if (largestFirst.size() > limit) {
            largestFirst.remove();
        }
    }

    private @Nullable Entry entry(Path path, String key) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                return mayHold(key + "/") ? new Entry(key + "/", path, attributes) : null;
            }
            return attributes.isRegularFile() && isWanted(key) ? new Entry(key, path, attributes) : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private boolean isWanted(String key) {
        return key.startsWith(prefix) && key.compareTo(after) > 0;
    }

    private boolean mayHold(String folder) {
        return (folder.startsWith(prefix) || prefix.startsWith(folder))
                && (folder.compareTo(after) > 0 || after.startsWith(folder));
    }
}
