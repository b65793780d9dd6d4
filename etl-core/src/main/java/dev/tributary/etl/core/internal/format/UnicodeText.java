package dev.tributary.etl.core.internal.format;

/** Tells text that has a UTF-8 form from text that has none. */
final class UnicodeText {
    private UnicodeText() {}

    /** Whether every surrogate is half of a pair. */
    static boolean isWellFormed(String text) {
        for (int i = 0, n = text.length(); i < n; i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (i + 1 == n || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
