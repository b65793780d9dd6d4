package dev.tributary.etl.core.internal.state;

import dev.tributary.etl.core.internal.document.Document;
import dev.tributary.etl.core.internal.document.UnreadableDocumentException;
import dev.tributary.etl.core.internal.file.DurableFiles;
import dev.tributary.etl.core.internal.file.FileMutex;
import dev.tributary.etl.core.internal.file.FileSync;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.state.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * State documents in a folder, one JSON file {@code {fence, values, version}} per key. Compare-and-set holds for threads and for processes: the file is
 * read again under a lock. A file that cannot be read is STATE_DAMAGED, never an empty state. Thread-safe.
 */
public final class FileStateStore implements StateStore {
    private final Path folder;
    private final UnaryOperator<String> fileNames;
    private final DurableFiles files = new DurableFiles(FileSync.DISK);

    /**
     * @param folder created with the first document
     * @param fileNames turns any key into a file name, different keys into different ones
     */
    public FileStateStore(Path folder, UnaryOperator<String> fileNames) {
        this.folder = folder;
        this.fileNames = fileNames;
    }

    @Override
    public Optional<Entry> read(String key) throws IOException {
        Path file = file(key, ".json");
        try {
            Document document = Document.parse(Files.readAllBytes(file));
            return Optional.of(
                    new Entry(document.text("version"), document.count("fence"), document.textMap("values")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (UnreadableDocumentException e) {
            throw new EtlException(
                    Problem.of(StandardError.STATE_DAMAGED, "Cannot read the state in " + file + ": " + e.why())
                            .withHint("Restore the file. Without it the state is taken from the last release."),
                    e);
        }
    }

    @Override
    public Optional<Entry> replace(String key, Optional<Entry> expected, Map<String, String> values, long fence)
            throws IOException, InterruptedException {
        files.createFolders(folder);
        return FileMutex.whileHeld(file(key, ".lock"), () -> {
            Optional<Entry> current = read(key);
            boolean same = current.map(Entry::version).equals(expected.map(Entry::version));
            if (!same || current.map(Entry::fence).orElse(fence) > fence) {
                return Optional.empty();
            }
            Entry next = new Entry(nextVersion(current, values, fence), fence, values);
            files.replace(file(key, ".json"), render(next));
            return Optional.of(next);
        });
    }

    private static byte[] render(Entry entry) {
        return Document.of(Map.of("fence", entry.fence(), "values", entry.values(), "version", entry.version()))
                .render();
    }

    /** Counts, and names the content: a document that was removed and made again does not get the same versions again. */
    private static String nextVersion(Optional<Entry> current, Map<String, String> values, long fence) {
        long number = 1;
        if (current.isPresent()) {
            number = 1 + counter(current.get().version());
        }
        byte[] content = Document.of(Map.of("fence", fence, "values", values)).render();
        return number + "-" + DigestUtils.sha256Hex(content).substring(0, 8);
    }

    /** The number in front of a version; a version written by hand may have none. */
    private static long counter(String version) {
        int end = 0;
        while (end < version.length() && end < 18 && Character.digit(version.charAt(end), 10) >= 0) {
            end++;
        }
        return end == 0 ? 0 : Long.parseLong(version.substring(0, end));
    }

    private Path file(String key, String suffix) {
        return folder.resolve(fileNames.apply(key) + suffix);
    }
}
