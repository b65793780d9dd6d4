package dev.tributary.etl.core.internal.archive;

import dev.tributary.etl.core.internal.decompress.ExpansionLimit;
import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.jspecify.annotations.Nullable;

/** Reads a zip archive (APPNOTE 6.3) by its central directory, in the directory's order; bytes before and behind the archive do not matter. */
final class ZipReader implements ArchiveReader {
    private static final Set<Integer> METHODS = Set.of(
            ZipMethod.STORED.getCode(),
            ZipMethod.DEFLATED.getCode(),
            ZipMethod.ENHANCED_DEFLATED.getCode(),
            ZipMethod.BZIP2.getCode());
    private static final int FILE_TYPE = 0170000;
    private static final int REGULAR_FILE = 0100000;

    private final String archive;
    private final Predicate<String> selected;
    private final ExpansionLimit limit;
    private final RawChannel channel;
    private final ZipFile zip;
    private final Enumeration<ZipArchiveEntry> entries;
    private final MemberNames names;
    private final long expected;

    private ZipReader(
            String archive, RawChannel channel, long expected, Predicate<String> selected, ExpansionLimit limit)
            throws IOException {
        this.archive = archive;
        this.selected = selected;
        this.limit = limit;
        this.channel = channel;
        this.names = new MemberNames(archive);
        this.zip = ZipDirectory.open(archive, channel);
        this.entries = zip.getEntries();
        this.expected = expected;
    }

    /** Opens an archive. */
    static ZipReader open(RawBytes raw, Predicate<String> selected, ExpansionLimit limit)
            throws IOException, InterruptedException {
        var channel = new RawChannel(raw);
        try {
            long expected = ZipDirectory.entries(raw);
            if (expected < 0) {
                throw ArchiveFailures.corrupt(raw.name(), "it has no directory at its end: it was cut", raw.size());
            }
            return new ZipReader(raw.name(), channel, expected, selected, limit);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public @Nullable Member next() throws IOException {
        while (entries.hasMoreElements()) {
            var entry = entries.nextElement();
            var path = name(entry).replace('\\', '/');
            boolean folder = path.endsWith("/");
            var name = names.entry(path, folder);
            if (!folder && selected.test(name)) {
                requireReadable(entry, name);
                return new Member(name, content(entry, name));
            }
        }
        if (names.entries() != expected) {
            throw ArchiveFailures.corrupt(
                    archive,
                    "its directory has " + names.entries() + " entries instead of " + expected,
                    channel.size());
        }
        return null;
    }

    /** UTF-8 wherever it can be, whatever the flags say; else the charset that the format names (APPNOTE, appendix D). */
    private static String name(ZipArchiveEntry entry) {
        var raw = Optional.ofNullable(entry.getRawName())
                .orElseGet(() -> entry.getName().getBytes(StandardCharsets.UTF_8));
        if (entry.getExtraField(UnicodePathExtraField.UPATH_ID) instanceof UnicodePathExtraField unicode) {
            var crc = new CRC32();
            crc.update(raw);
            if (crc.getValue() == unicode.getNameCRC32()) {
                return new String(unicode.getUnicodeName(), StandardCharsets.UTF_8);
            }
        }
        return MemberNames.decoded(raw, dosCharset());
    }

    private static Charset dosCharset() {
        return Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;
    }

    private void requireReadable(ZipArchiveEntry entry, String name) {
        int type = entry.getUnixMode() & FILE_TYPE;
        if (type != 0 && type != REGULAR_FILE) {
            throw ArchiveFailures.unsafe(
                    archive, "'" + name + "' is no file but " + (entry.isUnixSymlink() ? "a link" : "a device"));
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw ArchiveFailures.unsupported(archive, "'" + name + "' is encrypted", "decrypt the archive first");
        }
        if (!METHODS.contains(entry.getMethod())) {
            throw ArchiveFailures.unsupported(
                    archive,
                    "'" + name + "' is compressed by method " + entry.getMethod(),
                    "pack it anew with the method deflate");
        }
    }

    private InputStream content(ZipArchiveEntry entry, String name) throws IOException {
        try {
            return new Content(entry, name, zip.getInputStream(entry));
        } catch (IOException | RuntimeException e) {
            throw mapped("the header of '" + name + "' is damaged", entry, e);
        }
    }

    /** Libraries run into their own bounds on damaged input, so a RuntimeException is damage too. */
    private IOException mapped(String what, ZipArchiveEntry entry, Exception e) throws IOException {
        if (e instanceof EtlException known) {
            throw known;
        }
        channel.rethrowFailure();
        throw ArchiveFailures.corrupt(archive, what + ", " + e.getMessage(), place(entry), e);
    }

    private static long place(ZipArchiveEntry entry) {
        return entry.getDataOffset() >= 0 ? entry.getDataOffset() : entry.getLocalHeaderOffset();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            zip.close();
        }
    }

    /** A member's content, compared with what the directory says of it when its end is reached. */
    private final class Content extends InputStream {
        private final ZipArchiveEntry entry;
        private final String name;
        private final InputStream in;
        private final CRC32 crc = new CRC32();
        private long length;

        Content(ZipArchiveEntry entry, String name, InputStream in) {
            this.entry = entry;
            this.name = name;
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int count) throws IOException {
            int n;
            try {
                n = in.read(target, from, count);
            } catch (IOException | RuntimeException e) {
                throw mapped("'" + name + "' is damaged or cut", entry, e);
            }
            if (n < 0) {
                check();
            } else {
                crc.update(target, from, n);
                length += n;
                limit.count(n);
            }
            return n;
        }

        private void check() {
            if (length != entry.getSize()) {
                throw ArchiveFailures.corrupt(
                        archive,
                        "'" + name + "' has " + length + " bytes, its directory says " + entry.getSize(),
                        place(entry));
            }
            if (crc.getValue() != entry.getCrc()) {
                throw ArchiveFailures.corrupt(archive, "the CRC-32 of '" + name + "' does not match", place(entry));
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
