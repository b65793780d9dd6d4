package dev.tributary.etl.uniprot;

/**
 * The lines below the first of a feature since 2019_11: {@code /note="..."}. A value may go on over many lines; a quotation mark inside is
 * doubled.
 */
final class FeatureQualifiers {
    private static final String HINT =
            "A qualifier is /name=\"value\", with quotation marks inside doubled. Mend the lines, or fetch the file again.";

    private final Text text;
    private final Terms terms;
    private final Feature feature;
    private byte[] bytes = {};
    private int from;
    private int to;

    FeatureQualifiers(Text text, Terms terms, Feature feature) {
        this.text = text;
        this.terms = terms;
        this.feature = feature;
    }

    /** Reads the lines that begin with blanks. */
    void read(Lines lines, Entry entry) {
        while (goesOn(lines)) {
            byte[] b = lines.bytes();
            int start = Ascii.skipBlanks(b, lines.from(), lines.to());
            if (b[start] == '/') {
                qualifier(lines, entry, start + 1);
            } else {
                lines.unknown(entry, "FT line that goes on with no qualifier");
                lines.next();
            }
        }
    }

    private static boolean goesOn(Lines lines) {
        return lines.code() == Lines.FT && lines.from() < lines.to() && lines.bytes()[lines.from()] == ' ';
    }

    private void qualifier(Lines lines, Entry entry, int start) {
        long line = lines.number();
        byte[] b = lines.bytes();
        int end = lines.to();
        int equals = Ascii.indexOf(b, start, end, '=');
        int value = equals + 2;
        if (equals == start || value > end || b[value - 1] != '"') {
            lines.unknown(entry, "FT qualifier without name or quoted value");
            lines.next();
            return;
        }
        String name = terms.of(b, start, equals);
        int quote = Ascii.indexOf(b, value, end, '"');
        if (quote == end - 1) {
            value(b, value, quote);
            lines.next();
        } else {
            collect(lines, entry, value);
            value(text.bytes(), 0, text.length());
        }
        assign(entry, line, name);
    }

    private void value(byte[] b, int first, int end) {
        bytes = b;
        from = first;
        to = end;
    }

    /** Puts a wrapped or quoting value together, up to the line that its closing quotation mark ends. */
    private void collect(Lines lines, Entry entry, int start) {
        long line = lines.number();
        int at = start;
        text.clear();
        do {
            if (feature.holdsResidues()) {
                Residues.join(text, lines.bytes(), at, lines.to());
            } else {
                text.join(lines.bytes(), at, lines.to());
            }
            lines.next();
            if (closed(entry, line)) {
                return;
            }
            at = Ascii.skipBlanks(lines.bytes(), lines.from(), lines.to());
        } while (goesOn(lines));
        throw entry.malformed(line, "FT has a qualifier whose quotation mark is not closed", HINT);
    }

    /** Whether the text ends with its closing mark; then doubled marks are made single and the closing one is cut off. */
    private boolean closed(Entry entry, long line) {
        byte[] b = text.bytes();
        int to = text.length();
        int single = 0;
        while (single < to && (b[single] != '"' || (single + 1 < to && b[single + 1] == '"'))) {
            single += b[single] == '"' ? 2 : 1;
        }
        if (single < to - 1) {
            throw entry.malformed(line, "FT has a quotation mark inside a value that is not doubled", HINT);
        }
        if (single == to - 1) {
            text.truncate(undouble(b, single));
        }
        return single == to - 1;
    }

    private static int undouble(byte[] b, int to) {
        int kept = 0;
        for (int i = 0; i < to; i++) {
            b[kept++] = b[i];
            i += b[i] == '"' ? 1 : 0;
        }
        return kept;
    }

    private void assign(Entry entry, long line, String name) {
        if (from == to) {
            return;
        }
        boolean first =
                switch (name) {
                    case "note" -> !feature.hasNote();
                    case "id" -> !feature.hasId();
                    case "evidence" -> !feature.hasEvidence();
                    default -> feature.qualifiers.put(name, terms.of(bytes, from, to));
                };
        if (!first) {
            throw entry.malformed(line, "FT has /" + name + " twice in one feature", HINT);
        }
        switch (name) {
            case "note" -> feature.note(terms.of(bytes, from, to));
            case "id" -> feature.id(Ascii.string(bytes, from, to));
            case "evidence" -> feature.evidence(terms.of(bytes, from, to));
            default -> {}
        }
    }
}
