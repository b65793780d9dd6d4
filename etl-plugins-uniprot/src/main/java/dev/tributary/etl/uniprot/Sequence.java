package dev.tributary.etl.uniprot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The SQ line and the sequence below it, checked against each other. Length and CRC64 must agree, or the entry was damaged. A mass that is off, an
 * unusual letter, a checksum of another kind are only noted.
 */
final class Sequence implements Section {
    private static final String FORM =
            "Mend the line to 'SQ   SEQUENCE   172 AA;  20300 MW;  914F463ED4CF260D CRC64;', or fetch the file again.";
    private static final String DAMAGED = "The entry was damaged on its way: fetch the file again.";
    private static final long TOLERANCE = 2 * 10_000;

    private byte[] residues = new byte[4 << 10];
    private int length;
    private boolean lowerCase;
    private long saidLength;
    private long saidMass;
    private @Nullable String crc64;

    @Override
    public void read(Lines lines, Entry entry) {
        long line = lines.number();
        summary(lines, entry);
        lines.next();
        length = 0;
        lowerCase = false;
        while (lines.code() == Lines.SEQUENCE) {
            residues(lines, entry);
            lines.next();
        }
        check(entry, line);
        entry.set(Protein.SEQUENCE, new String(residues, 0, length, StandardCharsets.ISO_8859_1));
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
        byte[] b = lines.bytes();
        int to = lines.to();
        if (residues.length - length < to - lines.from()) {
            residues = Arrays.copyOf(residues, 2 * residues.length + to - lines.from());
        }
        byte[] into = residues;
        int n = length;
        for (int i = lines.from(); i < to; i++) {
            byte c = b[i];
            if (c >= 'A' && c <= 'Z') {
                into[n++] = c;
            } else if (c != ' ') {
                into[n++] = upper(lines, entry, c);
            }
        }
        length = n;
    }

    private byte upper(Lines lines, Entry entry, byte c) {
        if (c < 'a' || c > 'z') {
            throw entry.malformed(
                    lines.number(),
                    "the sequence holds a character that is no residue ("
                            + lines.raw().strip() + ")",
                    DAMAGED);
        }
        lowerCase = true;
        return (byte) (c - 'a' + 'A');
    }

    private void check(Entry entry, long line) {
        if (length != saidLength) {
            throw entry.inconsistent(line, "found " + length + " residues, but SQ says " + saidLength, DAMAGED);
        }
        if (entry.idLength() >= 0 && entry.idLength() != saidLength) {
            throw entry.inconsistent(
                    line, "SQ says " + saidLength + " residues, but ID says " + entry.idLength(), DAMAGED);
        }
        if (crc64 != null) {
            checksum(entry, line, crc64);
        }
        if (lowerCase) {
            entry.odd(line, "the sequence has lower-case letters, which were made upper-case");
        }
        letters(entry, line);
    }

    private void checksum(Entry entry, long line, String said) {
        long crc = Crc64.of(residues, 0, length);
        if (!isHex(said, crc)) {
            throw entry.inconsistent(line, "CRC64 of the sequence is " + hex(crc) + ", but SQ says " + said, DAMAGED);
        }
    }

    private static boolean isHex(String text, long value) {
        if (text.length() != 16) {
            return false;
        }
        for (int i = 0; i < 16; i++) {
            if (Character.digit(text.charAt(i), 16) != (int) ((value >>> (60 - 4 * i)) & 0xf)) {
                return false;
            }
        }
        return true;
    }

    private static String hex(long value) {
        var text = new StringBuilder(16);
        for (int shift = 60; shift >= 0; shift -= 4) {
            text.append("0123456789ABCDEF".charAt((int) ((value >>> shift) & 0xf)));
        }
        return text.toString();
    }

    /** Notes unusual letters, and a mass that the letters do not make. */
    private void letters(Entry entry, long line) {
        int seen = Residue.letters(residues, length);
        String unusual = among(seen, Residue.UNUSUAL);
        if (!unusual.isEmpty()) {
            entry.odd(line, "the sequence has unusual residues (" + unusual + ")");
        }
        if (saidMass < 0 || !among(seen, Residue.AMBIGUOUS).isEmpty()) {
            return;
        }
        long mass = Residue.mass(residues, length);
        if (Math.abs(mass - saidMass * 10_000) > TOLERANCE) {
            entry.odd(line, "the residues weigh " + (mass + 5_000) / 10_000 + " Da, but SQ says " + saidMass);
        }
    }

    private static String among(int seen, int letters) {
        int found = seen & letters;
        if (found == 0) {
            return "";
        }
        var text = new StringBuilder();
        for (char letter = 'A'; letter <= 'Z'; letter++) {
            if ((found & Residue.bit(letter)) != 0) {
                text.append(letter);
            }
        }
        return text.toString();
    }
}
