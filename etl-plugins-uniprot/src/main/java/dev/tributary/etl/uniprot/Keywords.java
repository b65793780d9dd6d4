package dev.tributary.etl.uniprot;

/** KW and PE lines: the keywords, and how sure it is that the protein exists. */
final class Keywords implements Section {
    private final Text text;
    private final Evidence evidence;
    private final Terms terms;
    private final Items keywords = new Items();

    Keywords(Text text, Evidence evidence, Terms terms) {
        this.text = text;
        this.evidence = evidence;
        this.terms = terms;
    }

    @Override
    public void read(Lines lines, Entry entry) {
        if (lines.code() == Lines.PE) {
            text.joinAll(lines).without(';');
            entry.set(Protein.PROTEIN_EXISTENCE, text.string(terms));
        } else {
            keywords(lines, entry);
        }
    }

    private void keywords(Lines lines, Entry entry) {
        keywords.clear();
        evidence.strip(text.joinAll(lines));
        byte[] b = text.bytes();
        int to = text.without('.').length();
        for (int from = 0; from < to; ) {
            int end = Ascii.indexOf(b, from, to, ';');
            if (from < end) {
                keywords.add(terms.of(b, from, end));
            }
            from = Ascii.skipBlanks(b, end + 1, to);
        }
        entry.append(Protein.KEYWORDS, keywords.take());
    }
}
