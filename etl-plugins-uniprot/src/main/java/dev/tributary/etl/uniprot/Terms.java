package dev.tributary.etl.uniprot;

import org.jspecify.annotations.Nullable;

/**
 * Short texts that come again and again (databases, feature types, keywords), so that one String serves all. A fixed table of the texts themselves,
 * three words each, so that a hit touches no other memory; a text that meets another in its place takes it over: memory is bounded whatever the
 * input.
 */
final class Terms {
    private static final int SLOT_BITS = 10;
    private static final int WORDS = 3;
    private static final int LONGEST = WORDS * Long.BYTES;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final long[] keys = new long[WORDS << SLOT_BITS];
    private final @Nullable String[] terms = new String[1 << SLOT_BITS];

    /** The text of [from, to). */
    String of(byte[] b, int from, int to) {
        int length = to - from;
        if (length > LONGEST || length == 0 || b[to - 1] == 0) { // keys are filled up with zeros
            return Ascii.string(b, from, to);
        }
        long first = word(b, from, to);
        long second = word(b, from + 8, to);
        long third = word(b, from + 16, to);
        long hash = ((((first * MIX) ^ second) * MIX) ^ third) * MIX;
        int slot = (int) (hash >>> (Long.SIZE - SLOT_BITS));
        int key = WORDS * slot;
        String term = terms[slot];
        if (term != null && keys[key] == first && keys[key + 1] == second && keys[key + 2] == third) {
            return term;
        }
        String made = Ascii.string(b, from, to);
        keys[key] = first;
        keys[key + 1] = second;
        keys[key + 2] = third;
        terms[slot] = made;
        return made;
    }

    /** The text of [from, to), from the table only if it looks like one that comes again: it does not end with a number. */
    String likely(byte[] b, int from, int to) {
        boolean numbered = to - from > 2 && b[to - 1] >= '0' && b[to - 1] <= '9';
        return numbered ? Ascii.string(b, from, to) : of(b, from, to);
    }

    /** Up to eight bytes from {@code at}, with zeros behind {@code to}. */
    private static long word(byte[] b, int at, int to) {
        int n = to - at;
        if (n <= 0) {
            return 0;
        }
        if (n >= Long.BYTES) {
            return Ascii.word(b, at);
        }
        if (at + Long.BYTES <= b.length) {
            return Ascii.word(b, at) & (-1L >>> (Long.SIZE - Byte.SIZE * n));
        }
        long word = 0;
        for (int i = to - 1; i >= at; i--) {
            word = (word << 8) | (b[i] & 0xff);
        }
        return word;
    }
}
