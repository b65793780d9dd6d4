package dev.tributary.etl.uniprot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** GN lines: the names of the genes, of all kinds; {@code A OR B} until 2003. */
final class Genes implements Section {
    /** The kinds of names, in the order they have within a gene. */
    private static final String[] KINDS = {"Name=", "Synonyms=", "OrderedLocusNames=", "ORFNames="};

    private static final int NAME = 0;
    private static final int LOCUS = 2;
    private static final int ORF = 3;
    private static final String HINT =
            "A gene is Name=, Synonyms=, OrderedLocusNames=, ORFNames=, some of them, in this order; 'and' begins the next."
                    + " Mend the line or fetch the file again.";

    private final Text text;
    private final Evidence evidence;
    private final Items names = new Items();
    private final @Nullable String[] firsts = new @Nullable String[KINDS.length];

    Genes(Text text, Evidence evidence) {
        this.text = text;
        this.evidence = evidence;
    }

    @Override
    public void read(Lines lines, Entry entry) {
        long line = lines.number();
        names.clear();
        Arrays.fill(firsts, null);
        evidence.strip(text.joinAll(lines));
        if (isOld()) {
            old();
        } else {
            tokens(entry, line);
        }
        entry.set(Protein.GENE_NAME, name());
        entry.set(Protein.GENE_NAMES, names.take());
    }

    /** The first name; a locus or an ORF stands in for it, a synonym does not. */
    private @Nullable String name() {
        String locusOrOrf = firsts[LOCUS] != null ? firsts[LOCUS] : firsts[ORF];
        return firsts[NAME] != null ? firsts[NAME] : locusOrOrf;
    }

    private boolean isOld() {
        byte[] b = text.bytes();
        return Ascii.indexOf(b, 0, text.length(), '=') == text.length();
    }

    private void tokens(Entry entry, long line) {
        byte[] b = text.bytes();
        int before = -1;
        for (int from = 0; from < text.length(); ) {
            int end = Split.token(b, from, text.length(), ';');
            boolean next = Ascii.startsWith(b, from, end, "and ");
            int kind = token(entry, line, next ? from + "and ".length() : from, end);
            if (!next && kind <= before) {
                throw entry.malformed(
                        line, "GN names " + KINDS[kind] + " out of order: an 'and' seems to be lost", HINT);
            }
            before = kind;
            from = Ascii.skipBlanks(b, end + 1, text.length());
        }
    }

    /** Takes the names of one kind, and gives the kind. */
    private int token(Entry entry, long line, int from, int end) {
        byte[] b = text.bytes();
        int kind = kind(entry, line, from, end);
        int first = names.size();
        for (int at = from + KINDS[kind].length(); at < end; ) {
            int comma = Split.token(b, at, end, ',');
            if (at < comma) {
                names.add(text.string(at, comma));
            }
            at = Ascii.skipBlanks(b, comma + 1, end);
        }
        if (firsts[kind] == null && first < names.size()) {
            firsts[kind] = (String) names.get(first);
        }
        return kind;
    }

    private int kind(Entry entry, long line, int from, int end) {
        for (int kind = 0; kind < KINDS.length; kind++) {
            if (Ascii.startsWith(text.bytes(), from, end, KINDS[kind])) {
                return kind;
            }
        }
        throw entry.malformed(line, "GN has a part of an unknown kind (" + text.string(from, end) + ")", HINT);
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
        firsts[NAME] = names.isEmpty() ? null : (String) names.get(0);
    }
}
