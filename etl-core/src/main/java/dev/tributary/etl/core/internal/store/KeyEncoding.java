package dev.tributary.etl.core.internal.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Makes one segment of an object key or path of any text. Different texts give different segments, also to stores that ignore case: only
 * {@code a-z 0-9 . _ -} stay, every other byte of the UTF-8 form becomes {@code %XX}, and so does a leading dot. A segment of more than 200
 * bytes is cut and ends in {@code ~} and 32 hex digits of the SHA-256 of the whole; empty text is {@code ~}. A segment never holds a slash, is
 * never empty, {@code .} or {@code ..}, so keys stay under their prefix. Thread-safe.
 */
public final class KeyEncoding {
    /** The longest segment in bytes. */
    public static final int MAX_BYTES = 200;

    private static final int HASH_BYTES = 16;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private KeyEncoding() {}

    /** Encodes one segment. */
    public static String segment(String text) {
        if (isPlain(text)) {
            return text;
        }
        if (text.isEmpty()) {
            return "~";
        }
        var encoded = encode(text);
        return encoded.length() <= MAX_BYTES ? encoded : cut(encoded);
    }

    /** Encodes each segment and joins them with slashes. */
    public static String path(String... segments) {
        var path = new StringBuilder();
        for (var segment : segments) {
            path.append(path.isEmpty() ? "" : "/").append(segment(segment));
        }
        return path.toString();
    }

    private static boolean isPlain(String text) {
        int n = text.length();
        if (n == 0 || n > MAX_BYTES || text.charAt(0) == '.') {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if (!stays(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean stays(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
    }

    private static String encode(String text) {
        var out = new ByteArrayOutputStream(text.length() * 3);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (stays(c) && !(c == '.' && i == 0)) {
                out.write(c);
            } else {
                escapeCodePoint(c, out);
            }
            i += Character.charCount(c);
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    /** UTF-8 by hand: the JDK's encoder turns every lone surrogate into '?', which would merge different texts. */
    private static void escapeCodePoint(int c, ByteArrayOutputStream out) {
        if (c < 0x80) {
            escape(c, out);
        } else if (c < 0x800) {
            escape(0xc0 | c >> 6, out);
            escape(0x80 | c & 0x3f, out);
        } else if (c < 0x10000) {
            escape(0xe0 | c >> 12, out);
            escape(0x80 | c >> 6 & 0x3f, out);
            escape(0x80 | c & 0x3f, out);
        } else {
            escape(0xf0 | c >> 18, out);
            escape(0x80 | c >> 12 & 0x3f, out);
            escape(0x80 | c >> 6 & 0x3f, out);
            escape(0x80 | c & 0x3f, out);
        }
    }

    private static void escape(int b, ByteArrayOutputStream out) {
        out.write('%');
        out.write(HEX[b >> 4]);
        out.write(HEX[b & 15]);
    }

    /** A cut segment holds a '~', which no whole segment but that of the empty text does, so the two never meet. */
    private static String cut(String encoded) {
        int keep = MAX_BYTES - 1 - 2 * HASH_BYTES;
        int escape = encoded.lastIndexOf('%', keep - 1);
        if (escape >= 0 && keep - escape < 3) {
            keep = escape;
        }
        return encoded.substring(0, keep) + "~" + HexFormat.of().formatHex(DigestUtils.sha256(encoded), 0, HASH_BYTES);
    }
}
