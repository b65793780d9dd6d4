package dev.tributary.etl.uniprot;

/** A feature in fixed columns, until 2019_10: a description that may go on below, a full stop, and perhaps {@code /FTId=PRO_0000000001.} */
final class FeatureText {
    private static final String ID = "/FTId=";

    private final Text text;
    private final Evidence evidence;
    private final Terms terms;

    FeatureText(Text text, Evidence evidence, Terms terms) {
        this.text = text;
        this.evidence = evidence;
        this.terms = terms;
    }

    /** Reads from the description in the line the cursor stands on. */
    void read(Lines lines, Feature feature, int description) {
        byte[] b = lines.bytes();
        text.clear();
        text.append(b, description, lines.to());
        lines.next();
        while (lines.code() == Lines.FT && lines.bytes()[lines.from()] == ' ') {
            int from = Ascii.skipBlanks(b, lines.from(), lines.to());
            if (!feature.hasId() && Ascii.startsWith(b, from, lines.to(), ID)) {
                feature.id(Ascii.string(b, from + ID.length(), Ascii.without(b, from, lines.to(), '.')));
            } else if (feature.holdsResidues()) {
                Residues.join(text, b, from, lines.to());
            } else {
                text.join(b, from, lines.to());
            }
            lines.next();
        }
        evidence.strip(text);
        feature.note(text.without('.').string(terms));
        feature.evidence(evidence.found(terms));
    }
}
