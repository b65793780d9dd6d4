package dev.tributary.etl.cli;

/** Text from sources for terminals: an escape sequence in a record must not drive the reader's terminal. */
final class PrintableText {
    private PrintableText() {}

    /** The text with control characters other than line ends and tabs replaced. */
    static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.chars().forEach(c -> printable.append(isHarmless(c) ? (char) c : '\uFFFD'));
        return printable.toString();
    }

    private static boolean isHarmless(int c) {
        return c == '\n' || c == '\t' || !Character.isISOControl(c);
    }
}
