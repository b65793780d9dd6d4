package dev.tributary.etl.spi.stage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time. */
final class Bytes {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW = 0x7f7f7f7f7f7f7f7fL;

    private Bytes() {}

    static int indexOf(byte[] b, int from, int to, byte c) {
        long pattern = 0x0101010101010101L * (c & 0xff);
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long hit = matches((long) LONG.get(b, i) ^ pattern);
            if (hit != 0) {
                return i + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (b[i] == c) {
                return i;
            }
        }
        return -1;
    }

    /** The first of two bytes. */
    static int indexOf(byte[] b, int from, int to, byte c, byte d) {
        long p = 0x0101010101010101L * (c & 0xff);
        long q = 0x0101010101010101L * (d & 0xff);
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long word = (long) LONG.get(b, i);
            long hit = matches(word ^ p) | matches(word ^ q);
            if (hit != 0) {
                return i + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (b[i] == c || b[i] == d) {
                return i;
            }
        }
        return -1;
    }

    /** Exact: 0x80 in each byte of {@code x} that is zero. */
    private static long matches(long x) {
        return ~(((x & LOW) + LOW) | x | LOW);
    }

    static boolean startsWith(byte[] b, int from, int to, byte[] text) {
        return from >= 0
                && to - from >= text.length
                && java.util.Arrays.equals(b, from, from + text.length, text, 0, text.length);
    }

    /** The first {@code <!} or {@code <?}: eight places at a time. */
    static int indexOfAside(byte[] b, int from, int to) {
        int i = from;
        for (; i + 9 <= to; i += 8) {
            long second = (long) LONG.get(b, i + 1);
            long hit = matches((long) LONG.get(b, i) ^ 0x3c3c3c3c3c3c3c3cL)
                    & (matches(second ^ 0x2121212121212121L) | matches(second ^ 0x3f3f3f3f3f3f3f3fL));
            if (hit != 0) {
                return i + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        for (; i + 1 < to; i++) {
            if (b[i] == '<' && (b[i + 1] == '!' || b[i + 1] == '?')) {
                return i;
            }
        }
        return -1;
    }

    /** Finds a pattern: by its first and last byte, eight places at a time, when it is short, by Horspool's skips when it is long. */
    static final class Finder {
        private final byte[] pattern;
        private final int last;
        private final int[] shift = new int[256];

        Finder(byte[] pattern) {
            this.pattern = pattern;
            this.last = pattern.length - 1;
            java.util.Arrays.fill(shift, pattern.length);
            for (int i = 0; i < last; i++) {
                shift[pattern[i] & 0xff] = last - i;
            }
        }

        int length() {
            return pattern.length;
        }

        /** The start of the first match that lies in [from, to), or -1. */
        int find(byte[] b, int from, int to) {
            if (pattern.length < 2 || pattern.length > 8) {
                return skip(b, from, to);
            }
            int i = ends(b, from, to);
            while (i >= 0 && !startsWith(b, i, to, pattern)) {
                i = ends(b, i + 1, to);
            }
            return i;
        }

        /** The first place that begins and ends as a match would. */
        private int ends(byte[] b, int from, int to) {
            long p = 0x0101010101010101L * (pattern[0] & 0xff);
            long q = 0x0101010101010101L * (pattern[last] & 0xff);
            int i = from;
            for (; i + last + 8 <= to; i += 8) {
                long hit = matches((long) LONG.get(b, i) ^ p) & matches((long) LONG.get(b, i + last) ^ q);
                if (hit != 0) {
                    return i + (Long.numberOfTrailingZeros(hit) >>> 3);
                }
            }
            for (; i + last < to; i++) {
                if (b[i] == pattern[0] && b[i + last] == pattern[last]) {
                    return i;
                }
            }
            return -1;
        }

        private int skip(byte[] b, int from, int to) {
            byte end = pattern[last];
            for (int i = from + last; i < to; ) {
                byte c = b[i];
                if (c == end && startsWith(b, i - last, to, pattern)) {
                    return i - last;
                }
                i += shift[c & 0xff];
            }
            return -1;
        }
    }
}
