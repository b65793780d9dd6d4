package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.core.internal.file.DurableFiles;
import dev.tributary.etl.core.internal.file.FileSync;
import dev.tributary.etl.core.internal.format.PrettyJson;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.Publication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/**
 * Makes the parts of a job the content of their folder: all are checked before anything is touched, an older manifest goes before the parts that
 * it names, and the new manifest comes last. Whatever step a crash came after, doing it again ends the same.
 */
final class JsonLinesPublication {
    private final PartNames names;
    private final Publication publication;
    private final WrittenParts written;
    /** The units with a part, for each folder. */
    private final Map<String, BitSet> listed = new TreeMap<>();

    JsonLinesPublication(PartNames names, Publication publication, WrittenParts written) {
        this.names = names;
        this.publication = publication;
        this.written = written;
    }

    void publish(Iterable<LoadReceipt> receipts) throws IOException {
        // It is gone when the job was published before.
        new DurableFiles(FileSync.DISK).createFolders(names.waiting());
        var manifest = names.temporaryManifest(publication.fence());
        try {
            writeManifest(manifest, receipts);
            replace(manifest);
        } catch (IOException | RuntimeException e) {
            giveUp(manifest);
            throw e;
        }
        removeWaiting();
        FileSync.DISK.directory(names.directory());
    }

    private void replace(Path manifest) throws IOException {
        removeOtherManifest(manifest);
        renameParts();
        removeUnlisted(names.directory(), "");
        FileSync.DISK.directory(names.directory());
        PartNames.rename(manifest, names.manifest());
    }

    /** A run that was overtaken and wakes up here finds its lease lost; the job is published, and nobody would come to remove what it leaves. */
    private void giveUp(Path manifest) throws IOException {
        Files.deleteIfExists(manifest);
        removeIfEmpty(names.waiting());
    }

    /** Checks each part on the way. */
    private void writeManifest(Path file, Iterable<LoadReceipt> receipts) throws IOException {
        try (var out = new PartFile(file);
                var json = PrettyJson.generator(out)) {
            var target = publication.target();
            json.writeStartObject();
            json.writeStringProperty("dataset", target.dataset());
            json.writeStringProperty("release", target.release());
            json.writeStringProperty("version", target.version());
            json.writeStringProperty("created_at", publication.createdAt().toString());
            json.writeArrayPropertyStart("parts");
            long records = writeParts(json, receipts);
            json.writeEndArray();
            json.writeNumberProperty("records", records);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (JacksonException e) {
            throw new IOException("Cannot write " + file + ": " + e.getOriginalMessage(), e);
        }
    }

    private long writeParts(JsonGenerator json, Iterable<LoadReceipt> receipts) throws IOException {
        long records = 0;
        for (var receipt : receipts) {
            for (var part : PartReceipt.of(receipt)) {
                writePart(json, receipt.unit(), part);
                records += part.records();
            }
        }
        return records;
    }

    private void writePart(JsonGenerator json, int unit, PartReceipt part) throws IOException {
        check(unit, part);
        listed.computeIfAbsent(part.folder(), f -> new BitSet()).set(unit);
        json.writeStartObject();
        json.writeStringProperty("name", (part.folder().isEmpty() ? "" : part.folder() + "/") + names.part(unit));
        json.writeNumberProperty("bytes", part.bytes());
        json.writeStringProperty("sha256", part.sha256());
        json.writeNumberProperty("records", part.records());
        json.writeEndObject();
    }

    /** Only the digest tells whose part a published one is: it may be of an earlier release, or of another configuration of this one. */
    private void check(int unit, PartReceipt part) throws IOException {
        var waiting = names.waiting(part.folder(), unit);
        var published = names.published(part.folder(), unit);
        if (Files.exists(waiting)) {
            checkSize(waiting, part.bytes());
            if (!written.has(unit)) {
                checkDigest(waiting, part.sha256());
            }
        } else if (Files.exists(published)) {
            checkSize(published, part.bytes());
            checkDigest(published, part.sha256());
        } else {
            throw damaged(waiting, "it is not there");
        }
    }

    private static void checkSize(Path part, long bytes) throws IOException {
        if (Files.size(part) != bytes) {
            throw damaged(part, "it has " + Files.size(part) + " bytes, and " + bytes + " were written");
        }
    }

    private static void checkDigest(Path part, String sha256) throws IOException {
        var digest = DigestUtils.getSha256Digest();
        var buffer = new byte[64 << 10];
        try (var in = Files.newInputStream(part)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            throw damaged(part, "its bytes are not those that were written");
        }
    }

    private static EtlException damaged(Path part, String found) {
        return new EtlException(
                StandardError.OBJECT_DAMAGED,
                "Cannot publish " + part + ": " + found,
                "remove the folder's parts and run again with another release, or restore the file");
    }

    /** A manifest of another release must not stand beside parts that it does not name. */
    private void removeOtherManifest(Path manifest) throws IOException {
        if (Files.exists(names.manifest()) && Files.mismatch(manifest, names.manifest()) >= 0) {
            Files.delete(names.manifest());
            FileSync.DISK.directory(names.directory());
        }
    }

    private void renameParts() throws IOException {
        for (var entry : listed.entrySet()) {
            var folder = names.directory().resolve(entry.getKey());
            new DurableFiles(FileSync.DISK).createFolders(folder);
            var units = entry.getValue();
            for (int unit = units.nextSetBit(0); unit >= 0; unit = units.nextSetBit(unit + 1)) {
                var waiting = names.waiting(entry.getKey(), unit);
                if (Files.exists(waiting)) {
                    PartNames.rename(waiting, names.published(entry.getKey(), unit));
                }
            }
            FileSync.DISK.directory(folder);
        }
    }

    /** Parts of other publications; what other jobs have waiting lies in folders of theirs. */
    private void removeUnlisted(Path folder, String name) throws IOException {
        var keep = new HashSet<Path>();
        listed.getOrDefault(name, new BitSet()).stream().forEach(unit -> keep.add(names.published(name, unit)));
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                var fileName = String.valueOf(file.getFileName());
                if (PartNames.isPartition(fileName) && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    removeUnlisted(file, name.isEmpty() ? fileName : name + "/" + fileName);
                    removeIfEmpty(file);
                } else if (PartNames.isPart(fileName) && !keep.contains(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static void removeIfEmpty(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            if (files.iterator().hasNext()) {
                return;
            }
        }
        Files.deleteIfExists(folder);
    }

    /** All of the job that counts is published; what is left are attempts that came to nothing. */
    private void removeWaiting() throws IOException {
        try (var files = Files.walk(names.waiting())) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
