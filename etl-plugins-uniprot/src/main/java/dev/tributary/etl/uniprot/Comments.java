package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.record.Shape;

/** CC lines: the comments by topic. The licence that stands between two rules of hyphens belongs to the file, not to the protein. */
final class Comments implements Section {
    static final Shape COMMENT = Shape.of("evidence", "text", "topic");

    private static final String TOPIC = "-!- ";
    private static final String RULE = "-----";
    private static final String CONTINUATION = "    ";

    private final Text text;
    private final Evidence evidence;
    private final Terms terms;
    private final Items comments = new Items();

    Comments(Text text, Evidence evidence, Terms terms) {
        this.text = text;
        this.evidence = evidence;
        this.terms = terms;
    }

    @Override
    public void read(Lines lines, Entry entry) {
        comments.clear();
        while (lines.code() == Lines.CC) {
            if (lines.startsWith(TOPIC)) {
                comment(lines, entry);
            } else if (lines.startsWith(RULE)) {
                licence(lines, entry);
            } else {
                lines.unknown(entry, "CC line outside of a comment");
                lines.next();
            }
        }
        entry.append(Protein.COMMENTS, comments.take());
    }

    private static void licence(Lines lines, Entry entry) {
        long line = lines.number();
        lines.next();
        while (lines.code() == Lines.CC && !lines.startsWith(RULE) && !lines.startsWith(TOPIC)) {
            lines.next();
        }
        if (lines.code() == Lines.CC && lines.startsWith(RULE)) {
            lines.next();
        } else {
            entry.odd(line, "CC has a licence that no second rule of hyphens closes");
        }
    }

    private void comment(Lines lines, Entry entry) {
        byte[] b = lines.bytes();
        int from = lines.from() + TOPIC.length();
        int colon = Ascii.indexOf(b, from, lines.to(), ':');
        if (colon == lines.to() || colon == from) {
            lines.unknown(entry, "CC line without a topic");
            lines.next();
            return;
        }
        String topic = terms.of(b, from, colon);
        text.clear();
        text.append(b, Ascii.skipBlanks(b, colon + 1, lines.to()), lines.to());
        lines.next();
        while (lines.code() == Lines.CC && lines.startsWith(CONTINUATION)) {
            text.join(b, Ascii.skipBlanks(b, lines.from(), lines.to()), lines.to());
            lines.next();
        }
        evidence.strip(text);
        comments.add(COMMENT.map(evidence.found(terms), text.string(), topic));
    }
}
