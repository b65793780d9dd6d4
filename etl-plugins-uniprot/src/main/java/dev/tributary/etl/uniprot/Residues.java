package dev.tributary.etl.uniprot;

/** Residues in a feature's note, such as {@code MKFTLG -> MRRAPL (in isoform 2)}: they are cut at the line's end without a hyphen. */
final class Residues {
    private Residues() {}

    /** Joins a line; a stretch of residues that was cut is put together without a blank. */
    static void join(Text text, byte[] b, int from, int to) {
        if (from < to && Ascii.isUpper(b[from]) && endsInResidues(text)) {
            text.append(b, from, to);
        } else {
            text.join(b, from, to);
        }
    }

    /** Whether the text so far is {@code RESIDUES} or {@code RESIDUES -> RESIDUES}, and not the word for none. */
    private static boolean endsInResidues(Text text) {
        byte[] b = text.bytes();
        int to = text.length();
        int end = upperUntil(b, 0, to);
        if (end == to) {
            return end > 0 && !Ascii.equals(b, 0, to, "MISSING");
        }
        int second = end + " -> ".length();
        return Ascii.startsWith(b, end, to, " -> ") && second < to && upperUntil(b, second, to) == to;
    }

    private static int upperUntil(byte[] b, int from, int to) {
        int i = from;
        while (i < to && Ascii.isUpper(b[i])) {
            i++;
        }
        return i;
    }
}
