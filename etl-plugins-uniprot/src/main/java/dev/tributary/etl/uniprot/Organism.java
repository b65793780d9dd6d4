package dev.tributary.etl.uniprot;

import org.jspecify.annotations.Nullable;

/** OS, OG, OC, OX and OH lines: whose protein it is, in which organelle, and who the virus infects. */
final class Organism implements Section {
    private static final String TAXON = "NCBI_TaxID=";
    private static final String HINT = "Mend the line to 'OX   NCBI_TaxID=9606;', or fetch the file again.";

    private final Text text;
    private final Evidence evidence;
    private final Terms terms;
    private final Items items = new Items();

    Organism(Text text, Evidence evidence, Terms terms) {
        this.text = text;
        this.evidence = evidence;
        this.terms = terms;
    }

    @Override
    public void read(Lines lines, Entry entry) {
        switch (lines.code()) {
            case Lines.OS -> entry.set(Protein.ORGANISM_NAME, sentence(lines));
            case Lines.OG -> entry.set(Protein.ORGANELLE, sentence(lines));
            case Lines.OC -> lineage(lines, entry);
            case Lines.OX -> taxa(lines, entry);
            default -> hosts(lines, entry);
        }
    }

    private @Nullable String sentence(Lines lines) {
        evidence.strip(text.joinAll(lines));
        return text.without('.').string();
    }

    private void lineage(Lines lines, Entry entry) {
        items.clear();
        text.joinAll(lines).without('.');
        byte[] b = text.bytes();
        for (int from = 0; from < text.length(); ) {
            int end = Ascii.indexOf(b, from, text.length(), ';');
            if (from < end) {
                items.add(terms.of(b, from, end));
            }
            from = Ascii.skipBlanks(b, end + 1, text.length());
        }
        entry.set(Protein.TAXONOMY_LINEAGE, items.take());
    }

    private void taxa(Lines lines, Entry entry) {
        long line = lines.number();
        items.clear();
        evidence.strip(text.joinAll(lines).without(';'));
        byte[] b = text.bytes();
        int to = text.without(';').length();
        if (!Ascii.startsWith(b, 0, to, TAXON)) {
            throw entry.unreadable(line, "OX names no NCBI_TaxID (" + text.string(0, to) + ")", HINT);
        }
        for (int from = TAXON.length(); from < to || items.isEmpty(); ) {
            int end = Ascii.indexOf(b, from, to, ',');
            items.add(taxon(entry, line, from, end));
            from = Ascii.skipBlanks(b, end + 1, to);
        }
        entry.set(Protein.TAXONOMY_ID, items.get(0));
        if (items.size() > 1) {
            entry.set(Protein.TAXONOMY_IDS, items.take());
        }
    }

    private long taxon(Entry entry, long line, int from, int end) {
        long taxon = Ascii.number(text.bytes(), from, Ascii.trimEnd(text.bytes(), from, end));
        if (taxon < 0) {
            throw entry.unreadable(line, "OX holds no taxonomy id (" + text.string(0, text.length()) + ")", HINT);
        }
        return taxon;
    }

    /** A host begins with its taxonomy id; other lines go on with the one before. */
    private void hosts(Lines lines, Entry entry) {
        items.clear();
        while (lines.code() == Lines.OH) {
            long line = lines.number();
            text.clear();
            do {
                text.join(lines.bytes(), lines.from(), lines.to());
                lines.next();
            } while (lines.code() == Lines.OH && !lines.startsWith(TAXON));
            items.add(host(entry, line));
        }
        entry.set(Protein.ORGANISM_HOSTS, items.take());
    }

    private String host(Entry entry, long line) {
        evidence.strip(text);
        int to = text.without('.').length();
        byte[] b = text.bytes();
        int end = Ascii.indexOf(b, 0, to, ';');
        if (!Ascii.startsWith(b, 0, end, TAXON) || Ascii.number(b, TAXON.length(), end) < 0) {
            throw entry.unreadable(line, "OH names no NCBI_TaxID (" + text.string(0, to) + ")", HINT);
        }
        String taxon = "[TaxID: " + text.string(TAXON.length(), end) + "]";
        int name = Ascii.skipBlanks(b, end + 1, to);
        return name >= to ? taxon : text.string(name, to) + " " + taxon;
    }
}
