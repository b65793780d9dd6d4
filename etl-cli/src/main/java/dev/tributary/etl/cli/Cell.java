package dev.tributary.etl.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value on one line of a terminal. */
final class Cell {
    private static final String CUT = "\u2026";

    private Cell() {}

    /** Nested values as JSON, line ends and other control characters as blanks; empty for null. */
    static String of(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value instanceof Map || value instanceof List ? JsonText.value(value) : value.toString();
        return PrintableText.of(text.replaceAll("\\s+", " ").strip());
    }

    /** The text, or its beginning with an ellipsis; {@code width} counts characters. */
    static String cut(String text, int width) {
        if (text.codePointCount(0, text.length()) <= width) {
            return text;
        }
        int end = text.offsetByCodePoints(0, Math.max(0, width - 1));
        return text.substring(0, end) + CUT;
    }

    static String padded(String text, int width) {
        int missing = width - text.codePointCount(0, text.length());
        return missing <= 0 ? text : text + " ".repeat(missing);
    }
}
