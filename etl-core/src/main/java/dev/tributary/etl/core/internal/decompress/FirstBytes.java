package dev.tributary.etl.core.internal.decompress;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** Says what a file is that is not what it should be. */
public final class FirstBytes {
    private static final int SHOWN_BYTES = 8;
    private static final int SHOWN_CHARS = 64;

    private FirstBytes() {}

    /** Says what these first bytes look like, to stand behind "it is". */
    public static String describe(byte[] first) {
        if (first.length == 0) {
            return "empty";
        }
        int n = Math.min(first.length, SHOWN_CHARS);
        var text = new String(first, 0, n, StandardCharsets.ISO_8859_1).strip();
        var lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
            return "an HTML page (an error page of the server?)";
        }
        boolean printable = !text.isEmpty()
                && text.chars().allMatch(c -> c >= ' ' && c < 127 || c == '\n' || c == '\r' || c == '\t');
        return printable
                ? "text that starts with \"" + text.lines().findFirst().orElse("") + "\""
                : "starts with the bytes "
                        + HexFormat.ofDelimiter(" ").formatHex(first, 0, Math.min(SHOWN_BYTES, first.length));
    }
}
