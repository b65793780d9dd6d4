package dev.tributary.etl.core.internal.fetch;

import dev.tributary.etl.core.internal.decompress.Codec;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.core.internal.store.LocalObjectStore;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.io.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The verified files of releases, {@code ingest/{organization}/{release}/{file}} with an {@code .md5} beside each. Datasets of one organization
 * share equal files; other bytes under a name of a release are an error, never replaced. Those of past releases may be in the archive, under the same
 * name below {@code archive/}; whoever looks for a file looks in both, for it may be moved meanwhile.
 */
public final class RawArea {
    /** The attribute of a source's file that holds its globs of members, a line each. */
    public static final String MEMBERS = "members";

    /** What raw files are kept below. */
    public static final String AREA = "ingest/";

    /** What those of past releases are kept below, once they were moved. */
    public static final String ARCHIVE = "archive/";

    /** The ending of the small file beside each. */
    public static final String SIDECAR = ".md5";

    private static final int RELEASE_ID_DIGITS = 16;

    private final ObjectStore store;
    private final Path home;

    public RawArea(ObjectStore store, Path home) {
        this.store = store;
        this.home = home;
    }

    /** The local folder for files that are being fetched. */
    public Path incoming(String organization, String dataset) {
        return home.resolve("ingest")
                .resolve(KeyEncoding.segment(organization))
                .resolve(".incoming")
                .resolve(KeyEncoding.segment(dataset));
    }

    /** The local folder for files that are not what their source published. */
    public Path quarantine(String dataset) {
        return home.resolve("quarantine").resolve(KeyEncoding.segment(dataset));
    }

    /** The id of a release that has none: {@code sha256-} and 16 digits over the sorted names and digests of its files. */
    public static String releaseId(List<VerifiedFile> files) {
        return releaseIdOf(files.stream()
                .map(file -> Map.entry(file.source().name(), file.digests().sha256()))
                .toList());
    }

    /** The same over names with their SHA-256. */
    public static String releaseIdOf(List<Map.Entry<String, String>> files) {
        var digest = DigestUtils.getSha256Digest();
        for (var file : files) {
            var line = file.getKey() + "\0" + file.getValue() + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return "sha256-" + HexFormat.of().formatHex(digest.digest()).substring(0, RELEASE_ID_DIGITS);
    }

    /** The bytes of the file that the raw area has under this release and name; empty when it has none. */
    public OptionalLong size(String organization, String release, String name)
            throws IOException, InterruptedException {
        var present = locate(AREA + KeyEncoding.path(organization, release, name));
        return present.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(present.get().size());
    }

    /** Moves verified files to where their release keeps them; those that are there already are compared. */
    public List<RawFile> settle(String organization, String release, List<VerifiedFile> files)
            throws IOException, InterruptedException {
        var settled = new ArrayList<RawFile>();
        for (var file : files) {
            store(file, release, key(organization, release, file.source()));
            settled.add(rawFile(organization, release, file).at(settled.size()));
        }
        return settled;
    }

    private static String key(String organization, String release, SourceFile file) {
        return AREA + KeyEncoding.path(organization, release, file.name());
    }

    /** The key of a file in the archive, by its key in the raw area. */
    public static String archived(String key) {
        return ARCHIVE + key.substring(AREA.length());
    }

    /** The key that a file has before it is moved to the archive, or after. */
    public static String otherPlace(String key) {
        return key.startsWith(AREA) ? archived(key) : AREA + key.substring(ARCHIVE.length());
    }

    /** The object of a key, or of the same name in the other place. */
    private Optional<StoredObject> locate(String key) throws IOException, InterruptedException {
        var present = store.head(key);
        return present.isPresent() ? present : store.head(otherPlace(key));
    }

    /** What is recorded of a file that lies in the raw area, as the first of its release. */
    public RawFile rawFile(String organization, String release, VerifiedFile file)
            throws IOException, InterruptedException {
        var settled = key(organization, release, file.source());
        var present = locate(settled);
        var key = present.map(StoredObject::key).orElse(settled);
        var digests = file.digests();
        return new RawFile(
                0,
                file.source().name(),
                key,
                digests.bytes(),
                digests.md5(),
                digests.sha256(),
                file.expected(),
                compression(present),
                file.source().attributes().getOrDefault("charset", ""),
                file.source().attributes().getOrDefault(MEMBERS, "").lines().toList(),
                file.source().group());
    }

    private void store(VerifiedFile file, String release, String key) throws IOException, InterruptedException {
        var present = locate(key);
        if (present.isPresent()) {
            if (file.incoming().isPresent()) {
                requireSame(present.get(), release, file);
            }
        } else if (file.incoming().isPresent()) {
            put(key, file.incoming().get());
        } else {
            throw new EtlException(
                    StandardError.OBJECT_DAMAGED,
                    "Cannot use " + key + ": the raw file is gone since it was verified",
                    "run again to fetch it anew");
        }
        if (file.incoming().isPresent()) {
            Files.deleteIfExists(file.incoming().get());
        }
        var line = file.digests().md5() + "  " + file.source().name() + "\n";
        var sidecar = present.map(StoredObject::key).orElse(key) + SIDECAR;
        if (store.head(sidecar).isEmpty()) {
            SmallText.write(store, sidecar, line);
        }
    }

    private void put(String key, Path file) throws IOException, InterruptedException {
        if (store instanceof LocalObjectStore local) {
            local.adopt(key, file);
        } else {
            store.put(key, new LocalFile(key, file));
        }
    }

    /** Whether the raw area has a file under this release and name with exactly these bytes. */
    public boolean has(String organization, String release, VerifiedFile file)
            throws IOException, InterruptedException {
        return find(organization, release, file.source())
                .filter(d -> d.sha256().equals(file.digests().sha256()))
                .isPresent();
    }

    /** The digests of the file that the raw area has under this release and name, read anew: all that its source published too. */
    public Optional<Digests> find(String organization, String release, SourceFile file)
            throws IOException, InterruptedException {
        var present = locate(key(organization, release, file));
        if (present.isEmpty()) {
            return Optional.empty();
        }
        try (var in = store.open(present.get(), 0, -1)) {
            return Optional.of(Digests.copy(in, OutputStream.nullOutputStream(), file.checksums(), n -> {}));
        }
    }

    /** Reads a stored file again and compares it with the ledger: a raw file is hashed before it is used. */
    public void verify(RawFile file) throws IOException, InterruptedException {
        if (!sha256(present(file)).equals(file.sha256())) {
            throw damaged(file.key(), "not what was verified");
        }
    }

    /** Whether all of these files are there; one that is there but not what was verified is an error. */
    public boolean keeps(List<RawFile> files) throws IOException, InterruptedException {
        for (var file : files) {
            if (locate(file.key()).isEmpty()) {
                return false;
            }
            verify(file);
        }
        return true;
    }

    /** The bytes of a raw file as they were fetched, from an offset on; the caller closes the stream. */
    public InputStream open(RawFile file, long offset) throws IOException, InterruptedException {
        return store.open(present(file), offset, -1);
    }

    /** A range of them; OBJECT_DAMAGED when the file has another length than what was verified. */
    public InputStream open(RawFile file, long offset, long length) throws IOException, InterruptedException {
        var present = present(file);
        if (present.size() != file.bytes()) {
            throw damaged(file.key(), "not what was verified");
        }
        return store.open(present, offset, length);
    }

    private StoredObject present(RawFile file) throws IOException, InterruptedException {
        return locate(file.key()).orElseThrow(() -> file.fate().endsInNothing() ? deleted(file) : gone(file));
    }

    private static EtlException gone(RawFile file) {
        return damaged(file.key(), "gone");
    }

    private static EtlException deleted(RawFile file) {
        return new EtlException(
                StandardError.RAW_FILE_DELETED,
                "Cannot read " + file.key() + ": it was deleted, as the dataset's 'retention' asks for past releases",
                "run that release again to fetch it anew, if its source still has it");
    }

    private String sha256(StoredObject object) throws IOException, InterruptedException {
        try (var in = store.open(object, 0, -1)) {
            return Digests.sha256(in);
        }
    }

    private String compression(Optional<StoredObject> present) throws IOException, InterruptedException {
        if (present.isEmpty()) {
            return "none";
        }
        try (var in = store.open(present.get(), 0, -1)) {
            return Codec.of(in.readNBytes(Codec.LOOK_BYTES)).map(Codec::label).orElse("none");
        }
    }

    /** What its own {@code .md5} contradicts was damaged after it was verified; anything else is other bytes under a known name. */
    private void requireSame(StoredObject stored, String release, VerifiedFile file)
            throws IOException, InterruptedException {
        var present = sha256(stored);
        if (present.equals(file.digests().sha256())) {
            return;
        }
        if (SmallText.read(store, stored.key() + SIDECAR)
                .startsWith(file.digests().md5())) {
            throw damaged(stored.key(), "not what was verified");
        }
        throw changed(release, file, present);
    }

    private static EtlException damaged(String key, String how) {
        return new EtlException(
                StandardError.OBJECT_DAMAGED,
                "Cannot use " + key + ": it is " + how,
                "delete it and run again to fetch it anew");
    }

    /** Other bytes than were recorded for a release. */
    public static EtlException changed(String release, VerifiedFile file, String recordedSha256) {
        var now = "sha256 " + file.digests().sha256();
        return changed(release, file.source().name(), now + ", recorded was " + recordedSha256);
    }

    /** The same of a file that need not be here; {@code difference}: what it has now, and what was recorded. */
    public static EtlException changed(String release, String file, String difference) {
        return new EtlException(
                Problem.of(
                                StandardError.RELEASE_CHANGED,
                                "Cannot go on with release " + release + ": " + file + " now has " + difference)
                        .withHint("give the new bytes a release id of their own (release.external)"),
                null);
    }

    private record LocalFile(String name, Path file) implements ByteSource {
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
