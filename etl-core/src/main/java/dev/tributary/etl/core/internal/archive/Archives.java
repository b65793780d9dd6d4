package dev.tributary.etl.core.internal.archive;

import dev.tributary.etl.core.internal.decompress.Codec;
import dev.tributary.etl.core.internal.decompress.Decompressor;
import dev.tributary.etl.core.internal.decompress.ExpansionLimit;
import dev.tributary.etl.core.internal.decompress.FirstBytes;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** Opens archives, and keeps them from being taken for anything else. What a file is, its bytes decide. Thread-safe. */
public final class Archives {
    private Archives() {}

    /**
     * Opens a tar, also one that is compressed as a whole, or a zip.
     *
     * @param selected accepts the paths of the members that are wanted
     * @param limit counts all bytes that a decompressor makes, of members too
     * @throws EtlException STREAM_CORRUPT when the file is no archive or its directory is damaged, ARCHIVE_UNSUPPORTED for a zip that is compressed
     *     as a whole
     */
    public static ArchiveReader open(RawBytes raw, Predicate<String> selected, ExpansionLimit limit)
            throws IOException, InterruptedException {
        byte[] first;
        try (var in = raw.open(0)) {
            first = in.readNBytes(ArchiveKind.LOOK_BYTES);
        }
        if (Codec.of(first).isEmpty() && isZip(raw, first)) {
            return ZipReader.open(raw, selected, limit);
        }
        var in = Decompressor.open(raw.name(), raw.open(0), limit);
        try {
            return new TarReader(raw.name(), requireTar(raw.name(), in), selected);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static boolean isZip(RawBytes raw, byte[] first) throws IOException, InterruptedException {
        var kind = ArchiveKind.of(first);
        return kind.isPresent() ? kind.get() == ArchiveKind.ZIP : ZipDirectory.isIn(raw);
    }

    private static InputStream requireTar(String name, InputStream in) throws IOException {
        var first = in.readNBytes(ArchiveKind.LOOK_BYTES);
        var kind = ArchiveKind.of(first);
        if (kind.equals(Optional.of(ArchiveKind.ZIP))) {
            throw ArchiveFailures.unsupported(
                    name, "it is a zip archive that was compressed once more", "decompress it once");
        }
        if (kind.isEmpty() && !isEmptyTar(first)) {
            throw new EtlException(
                    StandardError.STREAM_CORRUPT,
                    "Cannot read members of " + name + ": it is no tar or zip archive but "
                            + FirstBytes.describe(first),
                    "fetch it again, or remove 'members' if it is meant to be read as it is");
        }
        return again(first, in);
    }

    /** Nothing but the end mark. */
    private static boolean isEmptyTar(byte[] first) {
        return Arrays.equals(first, new byte[ArchiveKind.LOOK_BYTES]);
    }

    /**
     * Refuses a stream that is an archive or is compressed, where text or data is to be read.
     *
     * @param name the file's, or the member's after its archive's
     * @param in decompressed once
     * @return the same bytes from the first on
     * @throws EtlException ARCHIVE_UNSUPPORTED, or STREAM_CORRUPT when the name promises an archive and the bytes are none
     */
    public static InputStream requireNone(String name, InputStream in) throws IOException {
        var first = in.readNBytes(ArchiveKind.LOOK_BYTES);
        var kind = ArchiveKind.of(first);
        if (kind.isPresent()) {
            throw ArchiveFailures.unsupported(
                    name,
                    "it is a " + kind.get().label() + " archive",
                    "write under extract which members are wanted, such as members: '*.txt'; archives in archives are not read");
        }
        var codec = Codec.of(first);
        if (codec.isPresent()) {
            throw ArchiveFailures.unsupported(
                    name, "it is compressed twice, within it is " + codec.get().label(), "decompress it once");
        }
        var promised = ArchiveKind.promisedBy(name);
        if (promised.isPresent()) {
            throw new EtlException(
                    StandardError.STREAM_CORRUPT,
                    "Cannot read " + name + ": it is no " + promised.get().label() + " archive but "
                            + FirstBytes.describe(first),
                    "fetch it again; other files must not have this ending");
        }
        return again(first, in);
    }

    private static InputStream again(byte[] first, InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(first), rest);
    }
}
