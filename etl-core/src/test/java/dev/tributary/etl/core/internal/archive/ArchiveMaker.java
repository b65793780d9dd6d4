package dev.tributary.etl.core.internal.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Small archives, and raw files made of bytes. */
final class ArchiveMaker {
    private ArchiveMaker() {}

    /** Adds to a tar. */
    interface TarFiller {
        void fill(TarArchiveOutputStream tar) throws IOException;
    }

    /** Adds to a zip. */
    interface ZipFiller {
        void fill(ZipArchiveOutputStream zip) throws IOException;
    }

    static byte[] tar(TarFiller filler) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            filler.fill(tar);
        }
        return bytes.toByteArray();
    }

    static void file(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    static void special(TarArchiveOutputStream tar, String name, byte flag) throws IOException {
        var entry = new TarArchiveEntry(name, flag);
        entry.setLinkName("elsewhere");
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    static byte[] zip(ZipFiller filler) throws IOException {
        try (var channel = new SeekableInMemoryByteChannel()) {
            try (var zip = new ZipArchiveOutputStream(channel)) {
                filler.fill(zip);
            }
            return java.util.Arrays.copyOf(channel.array(), (int) channel.size());
        }
    }

    static void file(ZipArchiveOutputStream zip, String name, byte[] content) throws IOException {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        zip.write(content);
        zip.closeArchiveEntry();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A codec's output stream over another. */
    interface Encoder {
        OutputStream over(OutputStream out) throws IOException;
    }

    static byte[] encoded(byte[] content, Encoder encoder) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = encoder.over(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    record Bytes(String name, byte[] content) implements RawBytes {
        @Override
        public long size() {
            return content.length;
        }

        @Override
        public InputStream open(long offset) {
            var in = new ByteArrayInputStream(content);
            in.skip(offset);
            return in;
        }
    }
}
