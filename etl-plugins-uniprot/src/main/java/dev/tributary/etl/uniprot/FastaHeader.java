package dev.tributary.etl.uniprot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** UniProt's header line: {@code >sp|P12345|NAME_SPEC Protein name (Fragment) OS=Organism OX=9606 GN=gene PE=1 SV=2}. */
final class FastaHeader {
    private static final String[] KEYS = {" OS=", " OX=", " GN=", " PE=", " SV="};
    private static final int ORGANISM = 0;
    private static final int TAXON = 1;
    private static final int GENE = 2;
    private static final int EXISTENCE = 3;
    private static final int VERSION = 4;
    private static final String FRAGMENT = " (Fragment)";
    private static final String FRAGMENTS = " (Fragments)";

    private final Terms terms;
    private final String hint;
    private final Items items = new Items();
    private final int[] valueFrom = new int[KEYS.length];
    private final int[] valueTo = new int[KEYS.length];

    FastaHeader(Terms terms, String hint) {
        this.terms = terms;
        this.hint = hint;
    }

    /** Reads {@code [from, to)}, which begins with the {@code >}. */
    void read(byte[] b, int from, int to, Entry entry) {
        int accession = from + ">sp|".length();
        int accessionEnd = Ascii.indexOf(b, accession, to, '|');
        int name = accessionEnd + 1;
        int nameEnd = Ascii.endOfWord(b, Math.min(name, to), to);
        boolean reviewed = Ascii.startsWith(b, from, to, ">sp|");
        if (!(reviewed || Ascii.startsWith(b, from, to, ">tr|")) || accessionEnd <= accession || name >= nameEnd) {
            throw entry.malformed(
                    entry.line(), "the header has another form (" + Ascii.string(b, from, to) + ")", hint);
        }
        entry.set(Protein.ACCESSION, Ascii.string(b, accession, accessionEnd));
        entry.set(Protein.ENTRY_NAME, Ascii.string(b, name, nameEnd));
        entry.set(Protein.REVIEWED, reviewed);
        int description = Ascii.skipBlanks(b, nameEnd, to);
        name(b, description, find(b, Math.max(nameEnd, description - 1), to), entry);
        fields(b, entry);
    }

    /** Finds where the values stand, and gives the end of what stands before the first. */
    private int find(byte[] b, int from, int to) {
        int firstKey = to;
        int last = -1;
        int key = 0;
        Arrays.fill(valueFrom, -1);
        for (int i = Ascii.indexOf(b, organism(b, from, to), to, '=');
                i < to && key < KEYS.length;
                i = Ascii.indexOf(b, i + 1, to, '=')) {
            int found = key(b, Math.max(from, i - 3), i + 1, key);
            if (found >= 0) {
                firstKey = last < 0 ? i - 3 : firstKey;
                end(last, i - 3);
                valueFrom[found] = i + 1;
                last = found;
                key = found + 1;
            }
        }
        end(last, to);
        return firstKey;
    }

    /** Where the organism's key stands, which no name holds; {@code from} when there is none. */
    private static int organism(byte[] b, int from, int to) {
        int i = Ascii.indexOf(b, from, to, '=');
        while (i < to && !Ascii.equals(b, Math.max(from, i - 3), i + 1, KEYS[ORGANISM])) {
            i = Ascii.indexOf(b, i + 1, to, '=');
        }
        return i < to ? i : from;
    }

    private void end(int key, int at) {
        if (key >= 0) {
            valueTo[key] = at;
        }
    }

    /** The key from {@code first} on that stands in [from, to), or -1: each comes once, in their order. */
    private static int key(byte[] b, int from, int to, int first) {
        for (int key = first; key < KEYS.length; key++) {
            if (Ascii.equals(b, from, to, KEYS[key])) {
                return key;
            }
        }
        return -1;
    }

    private void name(byte[] b, int from, int to, Entry entry) {
        int end = to;
        for (String fragment : new String[] {FRAGMENT, FRAGMENTS}) {
            if (Ascii.endsWith(b, from, to, fragment)) {
                end = to - fragment.length();
                items.clear();
                items.add(fragment.substring(" (".length(), fragment.length() - 1));
                entry.set(Protein.FLAGS, items.take());
                entry.set(Protein.FRAGMENT, true);
            }
        }
        entry.set(Protein.PROTEIN_NAME, from < end ? terms.likely(b, from, end) : null);
    }

    private void fields(byte[] b, Entry entry) {
        entry.set(Protein.ORGANISM_NAME, text(b, ORGANISM));
        entry.set(Protein.TAXONOMY_ID, number(b, TAXON, entry));
        String gene = text(b, GENE);
        entry.set(Protein.GENE_NAME, gene);
        if (gene != null) {
            items.clear();
            items.add(gene);
            entry.set(Protein.GENE_NAMES, items.take());
        }
        Long existence = number(b, EXISTENCE, entry);
        String kind = existence == null ? null : Existence.ofNumber(existence);
        if (existence != null && kind == null) {
            throw entry.unreadable(entry.line(), "PE is no kind of existence (" + existence + ")", hint);
        }
        entry.set(Protein.PROTEIN_EXISTENCE, kind);
        entry.set(Protein.SEQUENCE_VERSION, number(b, VERSION, entry));
    }

    private @Nullable String text(byte[] b, int key) {
        return valueFrom[key] < 0 || valueFrom[key] >= valueTo[key]
                ? null
                : terms.likely(b, valueFrom[key], valueTo[key]);
    }

    private @Nullable Long number(byte[] b, int key, Entry entry) {
        String text = text(b, key);
        if (text == null) {
            return null;
        }
        long number = Ascii.number(b, valueFrom[key], valueTo[key]);
        if (number < 0) {
            throw entry.unreadable(entry.line(), KEYS[key].strip() + " has no number (" + text + ")", hint);
        }
        return number;
    }
}
