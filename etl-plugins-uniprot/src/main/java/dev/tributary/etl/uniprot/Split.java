package dev.tributary.etl.uniprot;

/** Where one part of a line ends and the next begins. */
final class Split {
    private Split() {}

    /**
     * The first {@code separator} in [from, to) that a blank or the end follows, or {@code to}: a DOI or a gene may hold the separator itself
     * ({@code HvPIP2;8}).
     */
    static int token(byte[] b, int from, int to, char separator) {
        for (int i = from; i < to; i++) {
            if (b[i] == separator && (i + 1 == to || b[i + 1] == ' ')) {
                return i;
            }
        }
        return to;
    }
}
