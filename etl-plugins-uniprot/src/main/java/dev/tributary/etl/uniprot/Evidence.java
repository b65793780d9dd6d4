package dev.tributary.etl.uniprot;

import org.jspecify.annotations.Nullable;

/**
 * Takes evidence tags out of a text: {@code {ECO:0000269|PubMed:1, ECO:0000305}}, and {@code {EA1}} of 1999 to 2014. Works on joined lines, so a
 * tag that is wrapped is one tag.
 */
final class Evidence {
    private static final String ASSIGNMENT = "Evidence=";

    private final Text found = new Text();

    /** Removes all tags, and keeps what stood in them until the next call. */
    void strip(Text text) {
        found.clear();
        byte[] b = text.bytes();
        int end = text.length();
        int tag = Ascii.indexOf(b, 0, end, '{');
        if (tag == end) {
            return;
        }
        int kept = 0;
        int from = 0;
        for (; tag < end; tag = Ascii.indexOf(b, tag + 1, end, '{')) {
            int close = isTag(b, tag, end) ? Ascii.indexOf(b, tag, end, '}') : end;
            if (close < end) {
                kept = keep(b, from, tag, kept);
                from = resume(b, close + 1, kept, end);
                collect(b, tag + 1, close);
                tag = close;
            }
        }
        kept = move(b, from, end, kept);
        text.truncate(Ascii.trimEnd(b, 0, kept));
    }

    private void collect(byte[] b, int from, int to) {
        if (found.length() > 0) {
            found.append(',');
        }
        found.join(b, from, to);
    }

    private static boolean isTag(byte[] b, int at, int end) {
        return Ascii.startsWith(b, at + 1, end, "ECO:")
                || (at + 3 < end
                        && b[at + 1] == 'E'
                        && "ACIPR".indexOf(b[at + 2]) >= 0
                        && b[at + 3] >= '0'
                        && b[at + 3] <= '9');
    }

    /** Moves the text before a tag to its place, without the blank or the {@code Evidence=} in front of the tag. */
    private static int keep(byte[] b, int from, int tag, int kept) {
        int to = tag;
        if (Ascii.endsWith(b, from, to, ASSIGNMENT)) {
            to -= ASSIGNMENT.length();
        }
        return move(b, from, Ascii.trimEnd(b, from, to), kept);
    }

    /** Where the text goes on behind a tag: a full stop or semicolon that stands before the tag already is not wanted twice. */
    private static int resume(byte[] b, int after, int kept, int end) {
        boolean twice = after < end && kept > 0 && b[after] == b[kept - 1] && (b[after] == '.' || b[after] == ';');
        return twice ? after + 1 : after;
    }

    private static int move(byte[] b, int from, int to, int kept) {
        System.arraycopy(b, from, b, kept, to - from);
        return kept + to - from;
    }

    /** The contents of the tags removed last, as written; null when there were none. */
    @Nullable
    String found() {
        return found.string();
    }

    /** The contents of the tags removed last, from a cache. */
    @Nullable
    String found(Terms terms) {
        return found.string(terms);
    }
}
