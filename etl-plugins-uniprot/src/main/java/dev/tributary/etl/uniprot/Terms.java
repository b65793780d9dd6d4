package dev.tributary.etl.uniprot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Short texts that come again and again (databases, feature types, keywords), so that one String serves all. A fixed table: a text that meets
 * another in its place takes it over, so memory is bounded whatever the input.
 */
final class Terms {
    private static final int SLOT_BITS = 12;
    private static final int LONGEST = 64;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final byte[] @Nullable [] keys = new byte[1 << SLOT_BITS][];
    private final @Nullable String[] terms = new String[1 << SLOT_BITS];

    /** The text of [from, to). */
    String of(byte[] b, int from, int to) {
        if (to - from > LONGEST) {
            return Ascii.string(b, from, to);
        }
        int slot = slot(b, from, to);
        byte[] key = keys[slot];
        String term = terms[slot];
        if (key != null && term != null && Arrays.equals(key, 0, key.length, b, from, to)) {
            return term;
        }
        String made = Ascii.string(b, from, to);
        keys[slot] = Arrays.copyOfRange(b, from, to);
        terms[slot] = made;
        return made;
    }

    private static int slot(byte[] b, int from, int to) {
        int length = to - from;
        long h = length;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            h = (h ^ Ascii.word(b, i)) * MIX;
            h ^= h >>> 29;
        }
        if (i < to) {
            h = (h ^ rest(b, i, to)) * MIX;
        }
        return (int) (h >>> (64 - SLOT_BITS));
    }

    /** The last one to seven bytes as a word. */
    private static long rest(byte[] b, int from, int to) {
        int n = to - from;
        if (from + 8 <= b.length) {
            return Ascii.word(b, from) & (-1L >>> (Long.SIZE - Byte.SIZE * n));
        }
        long word = 0;
        for (int i = to - 1; i >= from; i--) {
            word = (word << 8) | (b[i] & 0xff);
        }
        return word;
    }
}
