package dev.tributary.etl.core.internal.decompress;

import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * All members of a gzip file as one stream (RFC 1952; BGZF is that too). java.util.zip's stream takes the file to end where the source has
 * nothing available at a member's edge, and lets trailing bytes and cut headers pass; this one reads to the last byte.
 */
final class GzipStream extends InputStream {
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;

    private final String file;
    private final CountedInput input;
    private final ExpansionLimit limit;
    private final GzipHeader header;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private boolean inMember;
    private boolean ended;

    GzipStream(String file, CountedInput input, ExpansionLimit limit) {
        this.file = file;
        this.input = input;
        this.limit = limit;
        this.header = new GzipHeader(file, input);
    }

    static boolean startsGzip(byte[] first) {
        return first.length >= 2 && (first[0] & 0xff) == MAGIC_1 && (first[1] & 0xff) == MAGIC_2;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            if (inMember) {
                int n = inflate(target, from, length);
                if (n > 0) {
                    return n;
                }
            } else {
                startMember();
            }
        }
        return -1;
    }

    /** Some bytes, or 0 when the member went on or ended without any. */
    private int inflate(byte[] target, int from, int length) throws IOException {
        try {
            int n = inflater.inflate(target, from, length);
            if (n > 0) {
                crc.update(target, from, n);
                limit.count(n);
                return n;
            }
        } catch (DataFormatException e) {
            input.takeBack(inflater);
            throw new EtlException(
                    Corruption.at(file, "damaged data, " + e.getMessage(), input.offset())
                            .problem(),
                    e);
        }
        if (inflater.finished()) {
            input.takeBack(inflater);
            endMember();
        } else if (inflater.needsDictionary()) {
            throw Corruption.at(file, "a preset dictionary, which gzip does not have", input.offset());
        } else if (!input.feed(inflater)) {
            throw Corruption.cut(file, "member", input.offset());
        }
        return 0;
    }

    private void startMember() throws IOException {
        int first = input.peek();
        if (first < 0) {
            ended = true;
        } else if (first == 0) {
            skipPadding();
        } else if (startsGzip(input.peek(2))) {
            header.read();
            inMember = true;
        } else {
            throw garbage();
        }
    }

    /** Tapes and block devices pad files with zeros; anything else behind the last member is damage. */
    private void skipPadding() throws IOException {
        while (input.peek() == 0) {
            input.next();
        }
        if (input.peek() >= 0) {
            throw garbage();
        }
        ended = true;
    }

    private EtlException garbage() {
        return Corruption.at(file, "bytes behind the last gzip member that are no member", input.offset());
    }

    private void endMember() throws IOException {
        long at = input.offset();
        int expectedCrc = trailerWord();
        int expectedSize = trailerWord();
        if (expectedCrc != (int) crc.getValue()) {
            throw Corruption.at(file, "the CRC-32 of a member does not match", at);
        }
        if (expectedSize != (int) inflater.getBytesWritten()) {
            throw Corruption.at(file, "the length of a member does not match", at + 4);
        }
        inflater.reset();
        crc.reset();
        inMember = false;
    }

    private int trailerWord() throws IOException {
        int word = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int c = input.next();
            if (c < 0) {
                throw Corruption.cut(file, "trailer", input.offset());
            }
            word |= c << shift;
        }
        return word;
    }

    @Override
    public int available() {
        return ended ? 0 : 1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        input.close();
    }
}
