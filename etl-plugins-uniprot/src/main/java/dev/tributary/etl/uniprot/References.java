package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.record.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RN, RP, RC, RX, RG, RA, RT and RL lines: the publications. */
final class References implements Section {
    static final Shape PUBLICATION = Shape.of(
            "authors",
            "comments",
            "cross_references",
            "doi",
            "evidence",
            "group",
            "location",
            "number",
            "positions",
            "pubmed",
            "title");

    private static final String HINT =
            "A reference is RN, RP, RC, RX, RG, RA, RT, RL, each once. Mend the lines, or fetch the file again.";

    private final Text text;
    private final Evidence evidence;
    private final Items parts = new Items();
    private final Items publications = new Items();
    private Publication publication = new Publication();

    /** One publication while it is read. */
    private static final class Publication {
        @Nullable
        Long number;

        @Nullable
        String evidence;

        @Nullable
        String positions;

        @Nullable
        String comments;

        @Nullable
        String pubmed;

        @Nullable
        String doi;

        @Nullable
        List<Object> crossReferences;

        @Nullable
        String group;

        @Nullable
        List<Object> authors;

        @Nullable
        String title;

        @Nullable
        String location;
    }

    References(Text text, Evidence evidence) {
        this.text = text;
        this.evidence = evidence;
    }

    @Override
    public void read(Lines lines, Entry entry) {
        publications.clear();
        while (lines.code() == Lines.RN) {
            publication = new Publication();
            number(lines, entry);
            while (isPart(lines.code())) {
                part(lines, entry);
            }
            publications.add(publication());
        }
        if (publications.isEmpty()) {
            throw entry.malformed(lines.number(), Lines.name(lines.code()) + " comes without RN before it", HINT);
        }
        entry.append(Protein.PUBLICATIONS, publications.take());
    }

    static boolean isPart(int code) {
        return switch (code) {
            case Lines.RP, Lines.RC, Lines.RX, Lines.RG, Lines.RA, Lines.RT, Lines.RL -> true;
            default -> false;
        };
    }

    private Object publication() {
        var p = publication;
        return PUBLICATION.map(
                p.authors,
                p.comments,
                p.crossReferences,
                p.doi,
                p.evidence,
                p.group,
                p.location,
                p.number,
                p.positions,
                p.pubmed,
                p.title);
    }

    private void number(Lines lines, Entry entry) {
        long line = lines.number();
        text.clear();
        do { // RN lines of their own begin with a bracket: what does not is evidence that was wrapped
            text.join(lines.bytes(), lines.from(), lines.to());
            lines.next();
        } while (lines.code() == Lines.RN && !lines.startsWith("["));
        evidence.strip(text);
        int to = text.length();
        byte[] b = text.bytes();
        long number = to > 2 && b[0] == '[' && b[to - 1] == ']' ? Ascii.number(b, 1, to - 1) : -1;
        if (number < 0) {
            throw entry.unreadable(line, "RN holds no number in brackets (" + text.string(0, to) + ")", HINT);
        }
        publication.number = number;
        publication.evidence = evidence.found();
    }

    private void part(Lines lines, Entry entry) {
        long line = lines.number();
        int code = lines.code();
        text.joinAll(lines);
        boolean first =
                switch (code) {
                    case Lines.RP -> publication.positions == null;
                    case Lines.RC -> publication.comments == null;
                    case Lines.RX ->
                        publication.pubmed == null && publication.doi == null && publication.crossReferences == null;
                    case Lines.RG -> publication.group == null;
                    case Lines.RA -> publication.authors == null;
                    case Lines.RT -> publication.title == null;
                    default -> publication.location == null;
                };
        if (!first) {
            throw entry.malformed(
                    line,
                    Lines.name(code) + " comes a second time in reference [" + publication.number
                            + "]: an RN line seems to be lost",
                    HINT);
        }
        keep(code);
    }

    private void keep(int code) {
        switch (code) {
            case Lines.RP -> publication.positions = positions();
            case Lines.RC -> {
                evidence.strip(text);
                publication.comments = text.without(';').string();
            }
            case Lines.RX -> identifiers();
            case Lines.RG -> publication.group = text.without(';').string();
            case Lines.RA -> publication.authors = authors();
            case Lines.RT -> publication.title = title();
            default -> publication.location = text.without('.').string();
        }
    }

    /** The full stop that ends the line also is that of {@code N.A.}, which stays whole. */
    private @Nullable String positions() {
        boolean abbreviated = Ascii.endsWith(text.bytes(), 0, text.length(), " N.A.");
        return abbreviated ? text.string() : text.without('.').string();
    }

    private void identifiers() {
        parts.clear();
        if (oldIdentifier()) {
            return;
        }
        byte[] b = text.bytes();
        for (int from = 0; from < text.length(); ) {
            int end = Split.token(b, from, text.length(), ';');
            if (publication.pubmed == null && value(from, end, "PubMed=") > 0) {
                publication.pubmed = text.string(from + "PubMed=".length(), end);
            } else if (publication.doi == null && value(from, end, "DOI=") > 0) {
                publication.doi = text.string(from + "DOI=".length(), end);
            } else if (from < end) {
                parts.add(text.string(from, end));
            }
            from = Ascii.skipBlanks(b, end + 1, text.length());
        }
        publication.crossReferences = parts.take();
    }

    /** Takes the form until 1999, {@code MEDLINE; 90123456.}; false when the line has another. */
    private boolean oldIdentifier() {
        byte[] b = text.bytes();
        int to = text.length();
        int end = Split.token(b, 0, to, ';');
        int number = Ascii.skipBlanks(b, end + 1, to);
        if (number >= to - 1 || b[to - 1] != '.' || Ascii.indexOf(b, 0, to, '=') < to) {
            return false;
        }
        parts.add(text.string(0, end) + "=" + text.string(number, to - 1));
        publication.crossReferences = parts.take();
        return true;
    }

    /** Where the value behind {@code key} begins; 0 when another key or no value stands there. */
    private int value(int from, int end, String key) {
        int value = from + key.length();
        return value < end && Ascii.startsWith(text.bytes(), from, end, key) ? value : 0;
    }

    private @Nullable List<Object> authors() {
        parts.clear();
        byte[] b = text.bytes();
        int to = text.without(';').length();
        for (int from = 0; from < to; ) {
            int end = Ascii.indexOf(b, from, to, ',');
            if (from < end) {
                parts.add(text.string(from, end));
            }
            from = Ascii.skipBlanks(b, end + 1, to);
        }
        return parts.take();
    }

    private @Nullable String title() {
        byte[] b = text.bytes();
        int to = text.without(';').length();
        boolean quoted = to >= 2 && b[0] == '"' && b[to - 1] == '"';
        int from = quoted ? 1 : 0;
        int end = quoted ? to - 1 : to;
        return from < end ? text.string(from, end) : null;
    }
}
