package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.record.Shape;

/** DR lines: where the protein stands in other databases. */
final class CrossReferences implements Section {
    static final Shape CROSS_REFERENCE = Shape.of("database", "id", "isoform", "properties");

    private final Terms terms;
    private final Items references = new Items();
    private final Items properties = new Items();

    CrossReferences(Terms terms) {
        this.terms = terms;
    }

    @Override
    public void read(Lines lines, Entry entry) {
        references.clear();
        do {
            reference(lines, entry);
            lines.next();
        } while (lines.code() == Lines.DR);
        entry.append(Protein.CROSS_REFERENCES, references.take());
    }

    private void reference(Lines lines, Entry entry) {
        byte[] b = lines.bytes();
        int to = lines.to();
        int bracket = isoform(b, lines.from(), to);
        int end = Ascii.without(b, lines.from(), bracket < 0 ? to : bracket - 1, '.');
        int databaseEnd = Split.token(b, lines.from(), end, ';');
        int id = Ascii.skipBlanks(b, databaseEnd + 1, end);
        int idEnd = Split.token(b, id, end, ';');
        if (databaseEnd == lines.from() || id >= idEnd) {
            lines.unknown(entry, "DR line without database and identifier");
            return;
        }
        properties(b, idEnd + 1, end);
        references.add(CROSS_REFERENCE.map(
                terms.of(b, lines.from(), databaseEnd),
                Ascii.string(b, id, idEnd),
                bracket < 0 ? null : Ascii.string(b, bracket + 1, to - 1),
                properties.take()));
    }

    /** Where the bracket of {@code ...; -. [P05067-4]} opens, or -1. */
    private static int isoform(byte[] b, int from, int to) {
        if (b[to - 1] != ']') {
            return -1;
        }
        int i = to - 1;
        while (i > from && b[i] != '[') {
            i--;
        }
        return i > from + 2 && b[i - 1] == ' ' && b[i - 2] == '.' ? i : -1;
    }

    private void properties(byte[] b, int from, int to) {
        properties.clear();
        for (int at = Ascii.skipBlanks(b, from, to); at < to; ) {
            int end = Split.token(b, at, to, ';');
            if (at < end) {
                properties.add(terms.likely(b, at, end));
            }
            at = Ascii.skipBlanks(b, end + 1, to);
        }
    }
}
