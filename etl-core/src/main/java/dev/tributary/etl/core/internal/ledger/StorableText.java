package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import org.jspecify.annotations.Nullable;

/** Text that every database can hold: without U+0000 (PostgreSQL refuses it) and without halves of surrogate pairs (UTF-8 has none). */
public final class StorableText {
    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    /** A key as it is. It must not be mended: two keys could become one. */
    static String key(String text) {
        if (misfit(text, 0) >= 0) {
            throw new EtlException(
                    StandardError.DEFECT,
                    "Cannot store a key: it has U+0000 or half a surrogate pair (" + mended(text) + ")",
                    "the stage that made the record must reject it");
        }
        return text;
    }

    /** Text for people, with U+FFFD in place of what cannot be stored. */
    static @Nullable String mended(@Nullable String text) {
        int misfit = text == null ? -1 : misfit(text, 0);
        if (text == null || misfit < 0) {
            return text;
        }
        var mended = new StringBuilder(text);
        for (int at = misfit; at >= 0; at = misfit(mended, at)) {
            mended.setCharAt(at, REPLACEMENT);
        }
        return mended.toString();
    }

    /** Whether text can be held as it is. */
    public static boolean fits(String text) {
        return misfit(text, 0) < 0;
    }

    /** Where the first misfit stands from {@code from} on; -1 when there is none. */
    private static int misfit(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return i;
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
