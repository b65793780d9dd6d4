package dev.tributary.etl.uniprot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The residues of one entry, checked against what is said of them. Length and CRC64 must agree, or the entry was damaged. A mass that is off and
 * unusual letters are only noted.
 */
final class Chain {
    static final String DAMAGED = "The entry was damaged on its way: fetch the file again.";
    private static final long TOLERANCE = 2 * 10_000;

    private final String source;
    private byte[] residues = new byte[4 << 10];
    private int length;
    private boolean lowerCase;

    /** {@code source} is what says length, mass and checksum, as messages name it. */
    Chain(String source) {
        this.source = source;
    }

    /** What an entry says of its sequence; negative numbers and null are not said. */
    record Said(long length, long mass, @Nullable String crc64) {}

    void clear() {
        length = 0;
        lowerCase = false;
    }

    /** Adds residues in upper case, leaving out white space; false when another character stands there. */
    boolean append(byte[] b, int from, int to) {
        if (residues.length - length < to - from) {
            residues = Arrays.copyOf(residues, 2 * residues.length + to - from);
        }
        byte[] into = residues;
        int n = length;
        for (int i = from; i < to; i++) {
            byte c = b[i];
            if (c >= 'A' && c <= 'Z') {
                into[n++] = c;
            } else if (c >= 'a' && c <= 'z') {
                lowerCase = true;
                into[n++] = (byte) (c - 'a' + 'A');
            } else if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return false;
            }
        }
        length = n;
        return true;
    }

    int length() {
        return length;
    }

    String text() {
        return new String(residues, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** Throws when the chain cannot be what {@code said} says, and notes what is odd. */
    void check(Entry entry, long line, Said said) {
        if (length != said.length()) {
            throw entry.inconsistent(
                    line, "found " + length + " residues, but " + source + " says " + said.length(), DAMAGED);
        }
        if (said.crc64() != null) {
            checksum(entry, line, said.crc64());
        }
        note(entry, line, said.mass());
    }

    /** Notes what is odd about the residues; {@code saidMass} is negative when nothing says it. */
    void note(Entry entry, long line, long saidMass) {
        if (lowerCase) {
            entry.odd(line, "the sequence has lower-case letters, which were made upper-case");
        }
        letters(entry, line, saidMass);
    }

    private void checksum(Entry entry, long line, String said) {
        long crc = Crc64.of(residues, 0, length);
        if (!isHex(said, crc)) {
            throw entry.inconsistent(
                    line, "CRC64 of the sequence is " + hex(crc) + ", but " + source + " says " + said, DAMAGED);
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
    private void letters(Entry entry, long line, long saidMass) {
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
            entry.odd(
                    line, "the residues weigh " + (mass + 5_000) / 10_000 + " Da, but " + source + " says " + saidMass);
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
