package dev.tributary.etl.core.internal.decompress;

import java.io.IOException;
import java.util.zip.CRC32;

/** Reads the header of one gzip member (RFC 1952, section 2.3); what its fields say is checked and dropped. */
final class GzipHeader {
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final String file;
    private final CountedInput input;
    private final CRC32 crc = new CRC32();

    GzipHeader(String file, CountedInput input) {
        this.file = file;
        this.input = input;
    }

    /** Reads a header whose first two bytes are known to be there. */
    void read() throws IOException {
        crc.reset();
        skip(2);
        int method = next();
        if (method != DEFLATE) {
            throw Corruption.at(file, "compression method " + method + " instead of 8", input.offset() - 1);
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw Corruption.at(file, "reserved header flags are set", input.offset() - 1);
        }
        skip(6);
        skipFields(flags);
    }

    private void skipFields(int flags) throws IOException {
        if ((flags & EXTRA) != 0) {
            int low = next();
            skip(low | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            int expected = (int) crc.getValue() & 0xffff;
            int low = next();
            if ((low | next() << 8) != expected) {
                throw Corruption.at(file, "the header's CRC does not match", input.offset() - 2);
            }
        }
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        int c;
        do {
            c = next();
        } while (c != 0);
    }

    private int next() throws IOException {
        int c = input.next();
        if (c < 0) {
            throw Corruption.cut(file, "header", input.offset());
        }
        crc.update(c);
        return c;
    }
}
