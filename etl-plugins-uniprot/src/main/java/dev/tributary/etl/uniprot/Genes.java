package dev.tributary.etl.uniprot;

import org.jspecify.annotations.Nullable;

/** GN lines: the names of the genes, of all kinds; {@code A OR B} until 2003. */
final class Genes implements Section {
    private final Text text;
    private final Evidence evidence;
    private final Items names = new Items();
    private @Nullable String name;
    private @Nullable String locus;
    private @Nullable String orf;

    Genes(Text text, Evidence evidence) {
        this.text = text;
        this.evidence = evidence;
    }

    @Override
    public void read(Lines lines, Entry entry) {
        long line = lines.number();
        names.clear();
        name = locus = orf = null;
        evidence.strip(text.joinAll(lines));
        if (isOld()) {
            old();
        } else {
            tokens(entry, line);
        }
        entry.set(Protein.GENE_NAME, name != null ? name : locus != null ? locus : orf);
        entry.set(Protein.GENE_NAMES, names.take());
    }

    private boolean isOld() {
        byte[] b = text.bytes();
        return Ascii.indexOf(b, 0, text.length(), '=') == text.length();
    }

    private void tokens(Entry entry, long line) {
        byte[] b = text.bytes();
        for (int from = 0; from < text.length(); ) {
            int end = Split.token(b, from, text.length(), ';');
            token(entry, line, Ascii.startsWith(b, from, end, "and ") ? from + 4 : from, end);
            from = Ascii.skipBlanks(b, end + 1, text.length());
        }
    }

    private void token(Entry entry, long line, int from, int end) {
        byte[] b = text.bytes();
        int value = Ascii.indexOf(b, from, end, '=') + 1;
        int first = names.size();
        for (int at = value; at < end; ) {
            int comma = Split.token(b, at, end, ',');
            if (at < comma) {
                names.add(text.string(at, comma));
            }
            at = Ascii.skipBlanks(b, comma + 1, end);
        }
        String named = first < names.size() ? (String) names.get(first) : null;
        if (Ascii.equals(b, from, value, "Name=")) {
            name = name == null ? named : name;
        } else if (Ascii.equals(b, from, value, "OrderedLocusNames=")) {
            locus = locus == null ? named : locus;
        } else if (Ascii.equals(b, from, value, "ORFNames=")) {
            orf = orf == null ? named : orf;
        } else if (!Ascii.equals(b, from, value, "Synonyms=")) {
            throw entry.malformed(
                    line,
                    "GN has a part of an unknown kind (" + text.string(from, end) + ")",
                    "Known are Name=, Synonyms=, OrderedLocusNames= and ORFNames=. Mend the line or fetch the file again.");
        }
    }

    /** Names between OR, AND and brackets. */
    private void old() {
        text.without('.');
        byte[] b = text.bytes();
        for (int from = 0; from < text.length(); ) {
            int end = Ascii.endOfWord(b, from, text.length());
            int start = b[from] == '(' ? from + 1 : from;
            int stop = Ascii.without(b, start, end, ')');
            if (start < stop && !Ascii.equals(b, start, stop, "OR") && !Ascii.equals(b, start, stop, "AND")) {
                names.add(text.string(start, stop));
            }
            from = Ascii.skipBlanks(b, end, text.length());
        }
        name = names.isEmpty() ? null : (String) names.get(0);
    }
}
