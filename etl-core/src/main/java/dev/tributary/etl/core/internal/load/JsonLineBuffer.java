package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines of JSON as bytes, appended to one reused buffer that grows where a line needs it. Strings are escaped as RFC 8785, 3.2.2.2 says. */
final class JsonLineBuffer {
    /** Filled beyond this, it is time to write it out. */
    static final int FULL_BYTES = 256 << 10;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_BYTES_PER_CHAR = 6;
    private static final int MAX_LONG_BYTES = 20;

    private byte[] bytes = new byte[FULL_BYTES + (16 << 10)];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Takes back what was appended behind a length. */
    void truncate(int toLength) {
        length = toLength;
    }

    void raw(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    void number(long value) {
        room(MAX_LONG_BYTES);
        if (value < 0) {
            raw(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** A quoted string. */
    void string(String text) {
        int n = text.length();
        room((long) n * MAX_BYTES_PER_CHAR + 2);
        var b = bytes;
        int p = length;
        b[p++] = '"';
        for (int i = 0; i < n; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
                b[p++] = (byte) c;
            } else if (c < 0x80) {
                p = escaped(b, p, c);
            } else if (Character.isSurrogate(c)) {
                p = pair(b, p, c, i + 1 < n ? text.charAt(++i) : 0);
            } else {
                p = wide(b, p, c);
            }
        }
        b[p++] = '"';
        length = p;
    }

    private static int escaped(byte[] b, int at, char c) {
        int p = at;
        b[p++] = '\\';
        int letter = "\b\t\n\f\r\"\\".indexOf(c);
        if (letter >= 0) {
            b[p++] = (byte) "btnfr\"\\".charAt(letter);
            return p;
        }
        b[p++] = 'u';
        b[p++] = '0';
        b[p++] = '0';
        b[p++] = HEX[c >> 4];
        b[p++] = HEX[c & 15];
        return p;
    }

    private static int wide(byte[] b, int at, char c) {
        int p = at;
        if (c < 0x800) {
            b[p++] = (byte) (0xc0 | c >> 6);
        } else {
            b[p++] = (byte) (0xe0 | c >> 12);
            b[p++] = (byte) (0x80 | c >> 6 & 0x3f);
        }
        b[p++] = (byte) (0x80 | c & 0x3f);
        return p;
    }

    private static int pair(byte[] b, int at, char high, char low) {
        if (!Character.isSurrogatePair(high, low)) {
            throw new EtlException(
                    StandardError.VALUE_UNREPRESENTABLE,
                    "Cannot write the record's identity: text with a lone surrogate");
        }
        int c = Character.toCodePoint(high, low);
        int p = at;
        b[p++] = (byte) (0xf0 | c >> 18);
        b[p++] = (byte) (0x80 | c >> 12 & 0x3f);
        b[p++] = (byte) (0x80 | c >> 6 & 0x3f);
        b[p++] = (byte) (0x80 | c & 0x3f);
        return p;
    }

    private void room(long more) {
        long needed = length + more;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(
                    bytes, Math.toIntExact(Math.max(needed, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8))));
        }
    }
}
