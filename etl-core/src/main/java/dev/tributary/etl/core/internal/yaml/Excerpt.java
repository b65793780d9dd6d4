package dev.tributary.etl.core.internal.yaml;

/** Text of a file as a problem quotes it: in quotes, on one line, at most 80 characters. */
public final class Excerpt {
    private static final int MAX_CHARS = 80;

    private Excerpt() {}

    /** The quoted text. */
    public static String of(String text) {
        boolean isLong = text.codePointCount(0, text.length()) > MAX_CHARS;
        String shown = isLong ? text.substring(0, text.offsetByCodePoints(0, MAX_CHARS)) : text;
        return "'" + escape(shown) + (isLong ? "...'" : "'");
    }

    /** The text on one line, without characters that a terminal would not show as they are. */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    private static void append(StringBuilder out, int codePoint) {
        if (codePoint == '\n') {
            out.append("\\n");
        } else if (isPrintable(codePoint)) {
            out.appendCodePoint(codePoint);
        } else {
            out.append("\\u").append(Integer.toHexString(0x10000 | codePoint).substring(1));
        }
    }

    /** Controls and marks that turn the writing direction could make a terminal show another text. */
    private static boolean isPrintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
