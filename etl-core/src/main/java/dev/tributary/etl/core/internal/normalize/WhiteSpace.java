package dev.tributary.etl.core.internal.normalize;

import org.jspecify.annotations.Nullable;

/** White space as Unicode defines it; String.strip leaves no-break spaces and takes file separators. */
final class WhiteSpace {
    private static final int NEXT_LINE = 0x85;

    private WhiteSpace() {}

    /** The text without white space at both ends: the same object when there is none, null when nothing is left. */
    static @Nullable String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && is(text.charAt(from))) {
            from++;
        }
        while (to > from && is(text.charAt(to - 1))) {
            to--;
        }
        if (from == to) {
            return null;
        }
        return to - from == text.length() ? text : text.substring(from, to);
    }

    /** The property White_Space; all its characters are in the Basic Multilingual Plane. */
    static boolean is(char c) {
        return c <= ' '
                ? c == ' ' || c >= '\t' && c <= '\r'
                : c >= NEXT_LINE && (c == NEXT_LINE || Character.isSpaceChar(c));
    }
}
