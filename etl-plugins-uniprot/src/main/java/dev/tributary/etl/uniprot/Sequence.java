package dev.tributary.etl.uniprot;

import org.jspecify.annotations.Nullable;

/**
 * The SQ line and the sequence below it, checked against each other. A checksum of another kind than CRC64 is only noted.
 */
final class Sequence implements Section {
    private static final String FORM =
            "Mend the line to 'SQ   SEQUENCE   172 AA;  20300 MW;  914F463ED4CF260D CRC64;', or fetch the file again.";

    private final Chain chain = new Chain("SQ");
    private long saidLength;
    private long saidMass;
    private @Nullable String crc64;

    @Override
    public void read(Lines lines, Entry entry) {
        long line = lines.number();
        summary(lines, entry);
        lines.next();
        chain.clear();
        while (lines.code() == Lines.SEQUENCE) {
            residues(lines, entry);
            lines.next();
        }
        checkId(entry, line);
        chain.check(entry, line, new Chain.Said(saidLength, saidMass, crc64));
        entry.set(Protein.SEQUENCE, chain.text());
        entry.set(Protein.SEQUENCE_LENGTH, saidLength);
        entry.set(Protein.MASS_DA, saidMass < 0 ? null : saidMass);
        entry.set(Protein.CRC64, crc64);
    }

    /** Reads {@code SEQUENCE 172 AA; 20300 MW; 914F463ED4CF260D CRC64;}: pairs of a value and its unit. */
    private void summary(Lines lines, Entry entry) {
        byte[] b = lines.bytes();
        int to = lines.to();
        saidLength = saidMass = -1;
        crc64 = null;
        boolean checksum = false;
        if (!lines.startsWith("SEQUENCE ")) {
            throw entry.malformed(lines.number(), "the SQ line has another form (" + lines.raw() + ")", FORM);
        }
        for (int from = Ascii.skipBlanks(b, lines.from() + "SEQUENCE".length(), to); from < to; ) {
            int end = Ascii.indexOf(b, from, to, ';');
            checksum |= pair(lines, entry, from, end);
            from = Ascii.skipBlanks(b, end + 1, to);
        }
        if (saidLength < 0) {
            throw entry.malformed(lines.number(), "SQ gives no length (" + lines.raw() + ")", FORM);
        }
        if (!checksum) {
            entry.odd(lines.number(), "SQ has no checksum, so a damaged sequence would not be seen");
        }
    }

    /** Takes one pair; whether it was a checksum. */
    private boolean pair(Lines lines, Entry entry, int from, int end) {
        byte[] b = lines.bytes();
        int valueEnd = Ascii.endOfWord(b, from, end);
        int unit = Ascii.skipBlanks(b, valueEnd, end);
        if (Ascii.equals(b, unit, end, "AA")) {
            saidLength = number(lines, entry, from, valueEnd);
            return false;
        }
        if (Ascii.equals(b, unit, end, "MW")) {
            saidMass = number(lines, entry, from, valueEnd);
            return false;
        }
        if (Ascii.equals(b, unit, end, "CRC64")) {
            crc64 = Ascii.string(b, from, valueEnd);
            return true;
        }
        if (Ascii.equals(b, unit, end, "CRC32") || Ascii.equals(b, unit, end, "CN")) {
            entry.odd(
                    lines.number(),
                    "SQ has a checksum of an old kind, which is not checked (" + Ascii.string(b, from, end) + ")");
            return true;
        }
        throw entry.malformed(lines.number(), "the SQ line has another form (" + lines.raw() + ")", FORM);
    }

    private static long number(Lines lines, Entry entry, int from, int to) {
        long number = Ascii.number(lines.bytes(), from, to);
        if (number < 0) {
            throw entry.unreadable(
                    lines.number(), "SQ holds no number (" + Ascii.string(lines.bytes(), from, to) + ")", FORM);
        }
        return number;
    }

    private void residues(Lines lines, Entry entry) {
        if (!chain.append(lines.bytes(), lines.from(), lines.to())) {
            throw entry.malformed(
                    lines.number(),
                    "the sequence holds a character that is no residue ("
                            + lines.raw().strip() + ")",
                    Chain.DAMAGED);
        }
    }

    private void checkId(Entry entry, long line) {
        if (chain.length() == saidLength && entry.idLength() >= 0 && entry.idLength() != saidLength) {
            throw entry.inconsistent(
                    line, "SQ says " + saidLength + " residues, but ID says " + entry.idLength(), Chain.DAMAGED);
        }
    }
}
