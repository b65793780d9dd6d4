package dev.tributary.etl.core.internal.archive;

import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** Reads a tar archive (POSIX.1-2001 pax, ustar, GNU, v7) from its first byte to its last. */
final class TarReader implements ArchiveReader {
    private final String archive;
    private final Predicate<String> selected;
    private final TarBytes bytes;
    private final TarArchiveInputStream tar;
    private final MemberNames names;
    private final byte[] passedOver = new byte[64 << 10];
    private @Nullable Content current;

    TarReader(String archive, InputStream in, Predicate<String> selected) {
        this.archive = archive;
        this.selected = selected;
        this.bytes = new TarBytes(archive, in);
        // One char a byte: names come in any charset, and are decoded where that can be seen.
        this.tar = new TarArchiveInputStream(bytes, StandardCharsets.ISO_8859_1.name());
        this.names = new MemberNames(archive);
    }

    @Override
    public @Nullable Member next() throws IOException {
        for (var entry = entry(); entry != null; entry = entry()) {
            current = new Content(entry.getName());
            var name = names.entry(name(entry), entry.isDirectory());
            if (entry.isSparse()) {
                throw ArchiveFailures.unsupported(archive, "'" + name + "' is a sparse file", "pack it anew without");
            }
            if (!entry.isDirectory() && selected.test(name)) {
                requireFile(entry, name);
                current = new Content(name);
                return new Member(name, current);
            }
        }
        bytes.finish();
        return null;
    }

    private @Nullable TarArchiveEntry entry() throws IOException {
        passOverCurrent();
        bytes.header();
        try {
            var entry = tar.getNextEntry();
            bytes.content();
            return entry;
        } catch (IOException | RuntimeException e) {
            throw mapped("a header is damaged", e);
        }
    }

    private void passOverCurrent() throws IOException {
        var unread = current;
        current = null;
        if (unread != null) {
            while (unread.read(passedOver) >= 0) {}
        }
    }

    /** A name from an extended header is decoded already; a char above 255 shows it. */
    private static String name(TarArchiveEntry entry) {
        var name = entry.getName();
        boolean bytewise = name.chars().allMatch(c -> c <= 0xff);
        return bytewise
                ? MemberNames.decoded(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1)
                : name;
    }

    private void requireFile(TarArchiveEntry entry, String name) {
        byte flag = entry.getLinkFlag();
        if (entry.isSymbolicLink() || entry.isLink()) {
            throw ArchiveFailures.unsafe(archive, "'" + name + "' is a link to '" + entry.getLinkName() + "'");
        }
        if (flag != TarConstants.LF_NORMAL && flag != TarConstants.LF_OLDNORM && flag != TarConstants.LF_CONTIG) {
            throw ArchiveFailures.unsafe(archive, "'" + name + "' is no file but of type '" + (char) flag + "'");
        }
    }

    /** Libraries run into their own bounds on damaged input, so a RuntimeException is damage too. */
    private IOException mapped(String what, Exception e) throws IOException {
        if (e instanceof EtlException known) {
            throw known;
        }
        bytes.rethrowFailure();
        throw ArchiveFailures.corrupt(archive, what + ", " + e.getMessage(), bytes.offset(), e);
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    /** The content of the entry that the reader stands at. */
    private final class Content extends InputStream {
        private final String name;

        Content(String name) {
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            try {
                return tar.read(target, from, length);
            } catch (IOException | RuntimeException e) {
                throw mapped("'" + name + "' is damaged or cut", e);
            }
        }
    }
}
