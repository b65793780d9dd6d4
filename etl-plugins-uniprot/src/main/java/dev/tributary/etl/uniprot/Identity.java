package dev.tributary.etl.uniprot;

import org.jspecify.annotations.Nullable;

/** ID and AC lines: the entry's names, whether curators reviewed it, the length it claims. */
final class Identity {
    private static final String ID_FORM =
            "Mend the line to 'ID   NAME   Reviewed;   NUMBER AA.', or fetch the file again.";

    private final Items secondary = new Items();

    void readId(Lines lines, Entry entry) {
        byte[] b = lines.bytes();
        int to = lines.to();
        int nameEnd = Ascii.endOfWord(b, lines.from(), to);
        int statusFrom = Ascii.skipBlanks(b, nameEnd, to);
        int statusEnd = Ascii.indexOf(b, statusFrom, to, ';');
        int rest = Ascii.skipBlanks(b, statusEnd + 1, to);
        if (Ascii.startsWith(b, rest, to, "PRT;")) {
            rest = Ascii.skipBlanks(b, rest + 4, to);
        }
        int digitsEnd = Ascii.endOfWord(b, rest, to);
        if (nameEnd == lines.from() || statusEnd >= to || !Ascii.equals(b, digitsEnd, to, " AA.")) {
            throw entry.malformed(lines.number(), "the ID line has another form", ID_FORM);
        }
        entry.set(Protein.ENTRY_NAME, Ascii.string(b, lines.from(), nameEnd));
        entry.set(Protein.REVIEWED, reviewed(lines, entry, Ascii.string(b, statusFrom, statusEnd)));
        long length = Ascii.number(b, rest, digitsEnd);
        if (length < 0) {
            throw entry.unreadable(
                    lines.number(), "ID gives no length (" + Ascii.string(b, rest, digitsEnd) + ")", ID_FORM);
        }
        entry.idLength(length);
        lines.next();
    }

    private static @Nullable Boolean reviewed(Lines lines, Entry entry, String status) {
        return switch (status) {
            case "Reviewed", "STANDARD" -> true;
            case "Unreviewed", "PRELIMINARY" -> false;
            default -> {
                entry.odd(lines.number(), "ID has an unknown status (" + status + "), so 'reviewed' is absent");
                yield null;
            }
        };
    }

    void readAccessions(Lines lines, Entry entry) {
        secondary.clear();
        do {
            accessions(lines, entry);
            lines.next();
        } while (lines.code() == Lines.AC);
        entry.append(Protein.SECONDARY_ACCESSIONS, secondary.take());
    }

    private void accessions(Lines lines, Entry entry) {
        byte[] b = lines.bytes();
        int to = lines.to();
        for (int from = lines.from(); from < to; ) {
            int end = Ascii.indexOf(b, from, to, ';');
            if (end == from || end == to || Ascii.endOfWord(b, from, end) < end) {
                throw entry.malformed(
                        lines.number(),
                        "AC holds no accession that a semicolon ends (" + Ascii.string(b, from, to) + ")",
                        "Mend the line to 'AC   P12345; Q67890;', or fetch the file again.");
            }
            if (entry.has(Protein.ACCESSION)) {
                secondary.add(Ascii.string(b, from, end));
            } else {
                entry.set(Protein.ACCESSION, Ascii.string(b, from, end));
            }
            from = Ascii.skipBlanks(b, end + 1, to);
        }
    }
}
