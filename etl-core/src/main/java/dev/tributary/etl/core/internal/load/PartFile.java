package dev.tributary.etl.core.internal.load;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/** A file that is hashed and counted while it is written, and on the disk when it is closed. */
final class PartFile extends OutputStream {
    private final Path path;
    private FileChannel channel;
    private final MessageDigest sha256 = DigestUtils.getSha256Digest();
    private long bytes;

    PartFile(Path path) throws IOException {
        this.path = path;
        channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Goes on at the end of a closed file. */
    void reopen() throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int length) throws IOException {
        sha256.update(source, from, length);
        var buffer = ByteBuffer.wrap(source, from, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        bytes += length;
    }

    long bytes() {
        return bytes;
    }

    /** The digest of all that was written, in hex; to be asked once. */
    String digest() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    @Override
    public void close() throws IOException {
        try (var open = channel) {
            if (open.isOpen()) {
                open.force(true);
            }
        }
    }
}
