package dev.tributary.etl.uniprot;

/**
 * FT lines: what is known of stretches of the sequence. The line that begins a feature shows which of the two layouts it has: {@code CHAIN 1..184}
 * with qualifiers below (since 2019_11), or {@code CHAIN 1 184 Text.} in fixed columns.
 */
final class Features implements Section {
    private static final String HINT = "Mend the line to 'FT   CHAIN           1..184', or fetch the file again.";

    private final Terms terms;
    private final FeatureQualifiers qualified;
    private final FeatureText fixed;
    private final Feature feature = new Feature();
    private final Items features = new Items();

    Features(Text text, Evidence evidence, Terms terms) {
        this.terms = terms;
        this.qualified = new FeatureQualifiers(text, terms, feature);
        this.fixed = new FeatureText(text, evidence, terms);
    }

    @Override
    public void read(Lines lines, Entry entry) {
        features.clear();
        while (lines.code() == Lines.FT) {
            if (lines.from() < lines.to() && lines.bytes()[lines.from()] != ' ') {
                feature(lines, entry);
                features.add(feature.map());
            } else {
                lines.unknown(entry, "FT line that goes on with no feature");
                lines.next();
            }
        }
        entry.append(Protein.FEATURES, features.take());
    }

    private void feature(Lines lines, Entry entry) {
        byte[] b = lines.bytes();
        int to = lines.to();
        int typeEnd = Ascii.endOfWord(b, lines.from(), to);
        int first = Ascii.skipBlanks(b, typeEnd, to);
        int firstEnd = Ascii.endOfWord(b, first, to);
        feature.begin(terms.of(b, lines.from(), typeEnd));
        if (firstEnd < to) {
            int second = Ascii.skipBlanks(b, firstEnd, to);
            int secondEnd = Ascii.endOfWord(b, second, to);
            feature.place(position(lines, entry, first, firstEnd), position(lines, entry, second, secondEnd));
            fixed.read(lines, feature, Ascii.skipBlanks(b, secondEnd, to));
        } else {
            place(lines, entry, first, firstEnd);
            lines.next();
            qualified.read(lines, entry);
        }
    }

    /** Reads {@code 17}, {@code 1..184} or, of an isoform, {@code P09470-2:413..417}. */
    private void place(Lines lines, Entry entry, int from, int to) {
        byte[] b = lines.bytes();
        int colon = Ascii.indexOf(b, from, to, ':');
        int start = colon < to ? colon + 1 : from;
        if (colon < to) {
            feature.qualifiers.put("sequence", Ascii.string(b, from, colon));
        }
        int dot = Ascii.indexOf(b, start, to, '.');
        String first = position(lines, entry, start, dot);
        if (dot == to) {
            feature.place(first, first);
        } else if (Ascii.startsWith(b, dot, to, "..")) {
            feature.place(first, position(lines, entry, dot + 2, to));
        } else {
            throw noPosition(lines, entry);
        }
    }

    /** Digits, perhaps behind one of {@code < > ?}; or a question mark alone. */
    private static String position(Lines lines, Entry entry, int from, int to) {
        byte[] b = lines.bytes();
        boolean unsure = from < to && (b[from] == '<' || b[from] == '>' || b[from] == '?');
        boolean unknown = to - from == 1 && b[from] == '?';
        if (!unknown && Ascii.number(b, unsure ? from + 1 : from, to) < 0) {
            throw noPosition(lines, entry);
        }
        return Ascii.string(b, from, to);
    }

    private static RuntimeException noPosition(Lines lines, Entry entry) {
        return entry.unreadable(lines.number(), "FT holds no position (" + lines.raw() + ")", HINT);
    }
}
