package dev.tributary.etl.core.internal.fetch;

import dev.tributary.etl.core.internal.document.Document;
import dev.tributary.etl.core.internal.document.UnreadableDocumentException;
import dev.tributary.etl.core.internal.file.DurableFiles;
import dev.tributary.etl.core.internal.file.FileSync;
import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.spi.io.Checksum.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is remembered of a file that came over a network: how far it is, which entity of the source it is, and, once it was verified, its digests. It
 * saves fetching a file again; losing it costs just that.
 *
 * @param entity the source's own token; empty when it gave none
 * @param bytes so many are surely on the disk
 * @param hex digests by label; empty until the file was verified
 */
record FetchNote(String entity, long bytes, Map<String, String> hex) {
    /** No other name in the folder ends so: encoded names have no tilde. */
    private static final String ENDING = "~note";

    private static final DurableFiles FILES = new DurableFiles(FileSync.DISK);

    static FetchNote started(String entity, long bytes) {
        return new FetchNote(entity, bytes, Map.of());
    }

    static FetchNote verified(String entity, Digests digests) {
        var hex = new TreeMap<String, String>();
        digests.hex().forEach((algorithm, digest) -> hex.put(algorithm.label(), digest));
        return new FetchNote(entity, digests.bytes(), hex);
    }

    /** Whether the source's token is the one that was noted; an empty one tells nothing. */
    boolean isOf(String now) {
        return !now.isEmpty() && now.equals(entity);
    }

    /** The digests of the verified file; empty while it is on its way. */
    Optional<Digests> digests() {
        var known = new EnumMap<Algorithm, String>(Algorithm.class);
        for (var algorithm : Algorithm.values()) {
            if (hex.containsKey(algorithm.label())) {
                known.put(algorithm, hex.get(algorithm.label()));
            }
        }
        return known.containsKey(Algorithm.SHA_256) ? Optional.of(new Digests(bytes, known)) : Optional.empty();
    }

    /** The note of a file in a folder; one that cannot be read counts as none. */
    static Optional<FetchNote> read(Path folder, String name) throws IOException {
        var file = place(folder, name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            var document = Document.parse(Files.readAllBytes(file)).unsealed();
            return Optional.of(
                    new FetchNote(document.text("entity"), document.count("bytes"), document.textMap("hex")));
        } catch (UnreadableDocumentException e) {
            return Optional.empty();
        }
    }

    void write(Path folder, String name) throws IOException {
        FILES.createFolders(folder);
        FILES.replace(
                place(folder, name),
                Document.of(Map.of("entity", entity, "bytes", bytes, "hex", hex))
                        .sealed()
                        .render());
    }

    static void delete(Path folder, String name) throws IOException {
        Files.deleteIfExists(place(folder, name));
    }

    private static Path place(Path folder, String name) {
        return folder.resolve(KeyEncoding.segment(name) + ENDING);
    }
}
