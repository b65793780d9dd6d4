package dev.tributary.etl.core.internal.archive;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a tar archive on their way to its reader: counted, the headers of one entry bounded (a name may claim to be gigabytes long), and
 * the zeros watched that end an archive.
 */
final class TarBytes extends InputStream {
    private static final int RECORD = 512;
    /** Long names and extended headers of one entry. */
    private static final int HEADER_BYTES = 256 << 10;
    /** What the header of an ordinary entry takes with an extended header: header, its own header, one record of each. */
    private static final int USUAL_HEADER_BYTES = 4 * RECORD;
    /** Headers that go on for the rest of the archive are kept in memory, so all unusual ones together are bounded too. */
    private static final int UNUSUAL_HEADERS_BYTES = 16 << 20;

    private final String archive;
    private final InputStream in;
    private long offset;
    private boolean inHeader;
    private long headerBytes;
    private long unusualBytes;
    private int zeros;
    private boolean endMark;
    private boolean dataBehindEnd;
    private @Nullable IOException failure;

    TarBytes(String archive, InputStream in) {
        this.archive = archive;
        this.in = in;
    }

    long offset() {
        return offset;
    }

    /** From here on come headers. */
    void header() {
        inHeader = true;
        headerBytes = 0;
    }

    /** From here on comes a member's content. */
    void content() {
        inHeader = false;
        unusualBytes += Math.max(0, headerBytes - USUAL_HEADER_BYTES);
    }

    void rethrowFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int n;
        try {
            n = in.read(target, from, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        if (n > 0 && inHeader) {
            watch(target, from, n);
        }
        offset += Math.max(n, 0);
        return n;
    }

    private void watch(byte[] bytes, int from, int n) {
        headerBytes += n;
        if (headerBytes > HEADER_BYTES || unusualBytes > UNUSUAL_HEADERS_BYTES) {
            throw ArchiveFailures.unsafe(archive, "the headers of an entry are longer than any that are read");
        }
        for (int i = 0; i < n; i++) {
            boolean recordStarts = (offset + i) % RECORD == 0;
            zeros = bytes[from + i] == 0 ? (recordStarts ? 1 : zeros + 1) : -RECORD;
            dataBehindEnd |= endMark && bytes[from + i] != 0;
            endMark |= zeros == RECORD;
        }
    }

    /** Reads what is left behind the last entry: the codec's own end is checked on the way. */
    void finish() throws IOException {
        long end = offset;
        if (!endMark) {
            throw ArchiveFailures.corrupt(archive, "the archive ends without its end mark: it was cut", end);
        }
        header();
        var rest = new byte[64 << 10];
        for (int n = in.read(rest); n >= 0; n = in.read(rest)) {
            for (int i = 0; i < n; i++) {
                dataBehindEnd |= rest[i] != 0;
            }
        }
        if (dataBehindEnd) {
            throw ArchiveFailures.corrupt(archive, "there is data behind the archive's end", end);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
