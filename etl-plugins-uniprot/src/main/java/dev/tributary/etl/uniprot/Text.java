package dev.tributary.etl.uniprot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A value that may be wrapped over several lines, put together in memory that is used again. */
final class Text {
    private static final int LONGEST_CONJUNCTION = 4;

    private byte[] bytes = new byte[8 << 10];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /** Cuts the tail. */
    void truncate(int to) {
        length = to;
    }

    /** Drops one {@code c} at the tail, where the format's grammar puts one. */
    Text without(char c) {
        length = Ascii.without(bytes, 0, length, c);
        return this;
    }

    void append(byte[] b, int from, int to) {
        int n = to - from;
        ensure(n);
        System.arraycopy(b, from, bytes, length, n);
        length += n;
    }

    void append(char c) {
        ensure(1);
        bytes[length++] = (byte) c;
    }

    void append(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        append(encoded, 0, encoded.length);
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    /**
     * Appends the content of the next line: behind a blank, or directly when the line before was cut at a hyphen inside a word. A hyphen that an
     * "and" or "or" follows stands for a word part and keeps the blank.
     */
    void join(byte[] b, int from, int to) {
        if (length > 0 && !(cutAtHyphen() && !conjunction(b, from, to))) {
            append(' ');
        }
        append(b, from, to);
    }

    private boolean cutAtHyphen() {
        return length > 1 && bytes[length - 1] == '-' && bytes[length - 2] != ' ' && bytes[length - 2] != '-';
    }

    private static boolean conjunction(byte[] b, int from, int to) {
        int end = Math.min(to, from + LONGEST_CONJUNCTION);
        return Ascii.startsWith(b, from, end, "and ") || Ascii.startsWith(b, from, end, "or ");
    }

    /** Takes over the line the cursor stands on and all that follow with its code, instead of what was here. */
    Text joinAll(Lines lines) {
        clear();
        int code = lines.code();
        do {
            join(lines.bytes(), lines.from(), lines.to());
            lines.next();
        } while (lines.code() == code);
        return this;
    }

    /** The value, null when empty. */
    @Nullable
    String string() {
        return length == 0 ? null : Ascii.string(bytes, 0, length);
    }

    /** The value from a cache, null when empty. */
    @Nullable
    String string(Terms terms) {
        return length == 0 ? null : terms.of(bytes, 0, length);
    }

    String string(int from, int to) {
        return Ascii.string(bytes, from, to);
    }
}
