package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.stage.Chunk;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the lines of one entry. It stands on a line that is not blank, or at the end ({@link #END}); a section reads its lines and leaves
 * the cursor on the first that is not its own. LF and CRLF both end lines.
 */
final class Lines implements Entry.Place {
    /** After the last line of the entry; the terminator {@code //} is no line. */
    static final int END = -1;
    /** A line without two characters and three blanks in front. */
    static final int NONE = 0;

    static final int SEQUENCE = (' ' << 8) | ' ';
    static final int ID = ('I' << 8) | 'D';
    static final int AC = ('A' << 8) | 'C';
    static final int DT = ('D' << 8) | 'T';
    static final int DE = ('D' << 8) | 'E';
    static final int GN = ('G' << 8) | 'N';
    static final int OS = ('O' << 8) | 'S';
    static final int OG = ('O' << 8) | 'G';
    static final int OC = ('O' << 8) | 'C';
    static final int OX = ('O' << 8) | 'X';
    static final int OH = ('O' << 8) | 'H';
    static final int RN = ('R' << 8) | 'N';
    static final int RP = ('R' << 8) | 'P';
    static final int RC = ('R' << 8) | 'C';
    static final int RX = ('R' << 8) | 'X';
    static final int RG = ('R' << 8) | 'G';
    static final int RA = ('R' << 8) | 'A';
    static final int RT = ('R' << 8) | 'T';
    static final int RL = ('R' << 8) | 'L';
    static final int CC = ('C' << 8) | 'C';
    static final int DR = ('D' << 8) | 'R';
    static final int PE = ('P' << 8) | 'E';
    static final int KW = ('K' << 8) | 'W';
    static final int FT = ('F' << 8) | 'T';
    static final int SQ = ('S' << 8) | 'Q';

    private static final int CODE = 2;
    private static final int CONTENT = 5;

    private byte[] bytes = {};
    private int first;
    private int next;
    private int limit;
    private int start;
    private int from;
    private int to;
    private int code = END;
    private long firstNumber;
    private long number;

    /** Stands on the first line of the chunk's current record. */
    void open(Chunk chunk) {
        bytes = chunk.bytes();
        first = chunk.from();
        limit = chunk.to();
        firstNumber = Math.max(1, chunk.origin().line());
        rewind();
    }

    private void rewind() {
        next = first;
        number = firstNumber - 1;
        next();
    }

    @Override
    public @Nullable String accession() {
        var search = copy();
        while (search.code != AC && search.code != END) {
            search.next();
        }
        int end = Ascii.indexOf(bytes, search.from, search.to, ';');
        return search.code == AC ? Ascii.string(bytes, search.from, end) : null;
    }

    /** A second cursor over the same entry, on its first line. */
    private Lines copy() {
        var copy = new Lines();
        copy.bytes = bytes;
        copy.first = first;
        copy.limit = limit;
        copy.firstNumber = firstNumber;
        copy.rewind();
        return copy;
    }

    /** Moves to the next line that is not blank. */
    void next() {
        do {
            number++;
            start = next;
            int end = Ascii.indexOf(bytes, start, limit, '\n');
            next = Math.min(end + 1, limit);
            to = Ascii.trimEnd(bytes, start, end);
        } while (to == start && next < limit);
        from = Math.min(start + CONTENT, to);
        code = decode();
    }

    private int decode() {
        int length = to - start;
        boolean last = next == limit;
        if (last && (length == 0 || (length == CODE && bytes[start] == '/' && bytes[start + 1] == '/'))) {
            return END;
        }
        return length < CODE || !blankBehindCode() ? NONE : (bytes[start] << 8) | bytes[start + 1];
    }

    private boolean blankBehindCode() {
        for (int i = start + CODE; i < from; i++) {
            if (bytes[i] != ' ') {
                return false;
            }
        }
        return true;
    }

    /** The two characters as {@code first << 8 | second}, {@link #NONE} or {@link #END}. */
    int code() {
        return code;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the content begins: after the code and three blanks. */
    int from() {
        return from;
    }

    /** Where the content ends, without blanks at its tail. */
    int to() {
        return to;
    }

    @Override
    public long number() {
        return number;
    }

    boolean startsWith(String text) {
        return Ascii.startsWith(bytes, from, to, text);
    }

    /** The line as it stands, with its code, without blanks at its tail. */
    String raw() {
        return Ascii.string(bytes, start, to);
    }

    /** Leaves the line to {@code entry} as it is. */
    void unknown(Entry entry, String why) {
        entry.unknown(number, raw(), why);
    }

    /** How people write a code. */
    static String name(int code) {
        return code == SEQUENCE ? "sequence" : code == END ? "//" : "" + (char) (code >> 8) + (char) (code & 0xff);
    }
}
