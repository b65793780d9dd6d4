package dev.tributary.etl.core.internal.canonical;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as JSON strings in UTF-8, escaped as RFC 8785, section 3.2.2.2 says: everything that writes JSON lines writes strings alike. */
public final class JsonText {
    /** How much room a character may need, besides two quotes. */
    public static final int MAX_BYTES_PER_CHAR = 6;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final boolean[] PLAIN = plain();

    private JsonText() {}

    private static boolean[] plain() {
        var plain = new boolean[128];
        Arrays.fill(plain, ' ', 128, true);
        plain['"'] = false;
        plain['\\'] = false;
        return plain;
    }

    /**
     * Writes a quoted string into an array that has room for it and returns the index behind it.
     *
     * @throws dev.tributary.etl.spi.error.EtlException VALUE_UNREPRESENTABLE (DATA) for a lone surrogate
     */
    public static int write(String text, byte[] into, int at) {
        int n = text.length();
        int p = at;
        into[p++] = '"';
        for (int i = 0; i < n; i++) {
            char c = text.charAt(i);
            if (c < 128 && PLAIN[c]) {
                into[p++] = (byte) c;
            } else if (Character.isSurrogate(c)) {
                p = pair(into, p, c, i + 1 < n ? text.charAt(++i) : 0);
            } else {
                p = c < 128 ? escaped(into, p, c) : wide(into, p, c);
            }
        }
        into[p++] = '"';
        return p;
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
            throw CanonicalEncoder.unrepresentable("text with a lone surrogate");
        }
        int p = at;
        int c = Character.toCodePoint(high, low);
        b[p++] = (byte) (0xf0 | c >> 18);
        b[p++] = (byte) (0x80 | c >> 12 & 0x3f);
        b[p++] = (byte) (0x80 | c >> 6 & 0x3f);
        b[p++] = (byte) (0x80 | c & 0x3f);
        return p;
    }
}
