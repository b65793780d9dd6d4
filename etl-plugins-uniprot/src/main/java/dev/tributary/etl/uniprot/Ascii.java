package dev.tributary.etl.uniprot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What the parser asks of bytes: where a character stands, where a word ends, which number it is. */
final class Ascii {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long BLANKS = ONES * ' ';
    private static final long LOW = 0x7f7f7f7f7f7f7f7fL;
    private static final int LONGEST_NUMBER = 18;

    private Ascii() {}

    /** Eight bytes, the first in the lowest bits. */
    static long word(byte[] b, int at) {
        return (long) LONG.get(b, at);
    }

    /** The first place of a byte in [from, to), or {@code to}. */
    static int indexOf(byte[] b, int from, int to, char c) {
        long pattern = ONES * c;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long hit = matches(word(b, i) ^ pattern);
            if (hit != 0) {
                return i + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        while (i < to && b[i] != c) {
            i++;
        }
        return i;
    }

    /** The first place of either byte in [from, to), or {@code to}. */
    static int indexOf(byte[] b, int from, int to, char c, char d) {
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long word = word(b, i);
            long hit = matches(word ^ ONES * c) | matches(word ^ ONES * d);
            if (hit != 0) {
                return i + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        while (i < to && b[i] != c && b[i] != d) {
            i++;
        }
        return i;
    }

    /** How often a byte stands in [from, to). */
    static int count(byte[] b, int from, int to, char c) {
        int count = 0;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            count += Long.bitCount(matches(word(b, i) ^ ONES * c));
        }
        for (; i < to; i++) {
            count += b[i] == c ? 1 : 0;
        }
        return count;
    }

    /** The top bit of each byte of {@code x} that is zero. */
    private static long matches(long x) {
        return ~(((x & LOW) + LOW) | x | LOW);
    }

    static int skipBlanks(byte[] b, int from, int to) {
        int i = from;
        while (i + 8 <= to && word(b, i) == BLANKS) {
            i += 8;
        }
        while (i < to && b[i] == ' ') {
            i++;
        }
        return i;
    }

    /** The end of [from, to) without blanks and line ends at its tail. */
    static int trimEnd(byte[] b, int from, int to) {
        int i = to;
        while (i > from && b[i - 1] >= 0 && b[i - 1] <= ' ') {
            i--;
        }
        return i;
    }

    /** The end of [from, to) without one {@code c} at its tail. */
    static int without(byte[] b, int from, int to, char c) {
        return to > from && b[to - 1] == c ? to - 1 : to;
    }

    /** The first blank in [from, to), or {@code to}. */
    static int endOfWord(byte[] b, int from, int to) {
        int i = from;
        while (i < to && b[i] != ' ') {
            i++;
        }
        return i;
    }

    static boolean startsWith(byte[] b, int from, int to, String text) {
        int n = text.length();
        if (to - from < n) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if (b[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean endsWith(byte[] b, int from, int to, String text) {
        return startsWith(b, Math.max(from, to - text.length()), to, text);
    }

    static boolean equals(byte[] b, int from, int to, String text) {
        return to - from == text.length() && startsWith(b, from, to, text);
    }

    /** The number that the decimal digits in [from, to) make, or -1 when anything else stands there. */
    static long number(byte[] b, int from, int to) {
        if (from >= to || to - from > LONGEST_NUMBER) {
            return -1;
        }
        long n = 0;
        for (int i = from; i < to; i++) {
            int digit = b[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            n = n * 10 + digit;
        }
        return n;
    }

    static boolean isUpper(byte c) {
        return c >= 'A' && c <= 'Z';
    }

    static String string(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.UTF_8);
    }
}
