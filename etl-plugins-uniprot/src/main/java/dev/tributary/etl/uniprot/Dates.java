package dev.tributary.etl.uniprot;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;

/** DT lines: when the entry was made and changed, and its versions. */
final class Dates implements Section {
    private static final String MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
    private static final String HINT = "Mend the line to 'DT   dd-MMM-yyyy, ...', or fetch the file again.";
    private static final int DATE_LENGTH = 11;
    private static final String SEQUENCE = ", sequence version ";
    private static final String ENTRY = ", entry version ";

    @Override
    public void read(Lines lines, Entry entry) {
        do {
            line(lines, entry);
            lines.next();
        } while (lines.code() == Lines.DT);
    }

    private static void line(Lines lines, Entry entry) {
        byte[] b = lines.bytes();
        int what = Math.min(lines.from() + DATE_LENGTH, lines.to());
        int to = lines.to();
        if (Ascii.equals(b, what, to, ", integrated into UniProtKB/Swiss-Prot.")
                || Ascii.equals(b, what, to, ", integrated into UniProtKB/TrEMBL.")
                || old(b, what, to, ", Created)")) {
            entry.set(Protein.ENTRY_CREATED, date(lines, entry));
        } else if (Ascii.startsWith(b, what, to, SEQUENCE)) {
            entry.set(Protein.SEQUENCE_VERSION, version(lines, entry, what + SEQUENCE.length()));
            entry.set(Protein.SEQUENCE_UPDATED, date(lines, entry));
        } else if (old(b, what, to, ", Last sequence update)")) {
            entry.set(Protein.SEQUENCE_UPDATED, date(lines, entry));
        } else if (Ascii.startsWith(b, what, to, ENTRY)) {
            entry.set(Protein.ENTRY_VERSION, version(lines, entry, what + ENTRY.length()));
            updated(lines, entry);
        } else if (old(b, what, to, ", Last annotation update)")) {
            updated(lines, entry);
        } else {
            lines.unknown(entry, "DT line of an unknown form");
        }
    }

    private static void updated(Lines lines, Entry entry) {
        var date = date(lines, entry);
        entry.set(Protein.ANNOTATION_UPDATED, date);
        entry.set(Protein.RELEASE_DATE, date);
    }

    /** The form until 2005: {@code 01-FEB-1995 (Rel. 31, Created)}, before 1990 in upper case. */
    private static boolean old(byte[] b, int from, int to, String what) {
        int open = Ascii.skipBlanks(b, from, to);
        return open > from
                && open < to
                && b[open] == '('
                && (Ascii.endsWith(b, from, to, what) || Ascii.endsWith(b, from, to, what.toUpperCase(Locale.ROOT)));
    }

    private static LocalDate date(Lines lines, Entry entry) {
        byte[] b = lines.bytes();
        int at = lines.from();
        long day = Ascii.number(b, at, at + 2);
        long year = Ascii.number(b, at + 7, at + DATE_LENGTH);
        int month = month(b, at + 3);
        if (day < 0 || year < 0 || month < 0 || b[at + 2] != '-' || b[at + 6] != '-') {
            throw unreadable(lines, entry);
        }
        try {
            return LocalDate.of((int) year, month, (int) day);
        } catch (DateTimeException e) { // a day that its month does not have
            throw unreadable(lines, entry);
        }
    }

    private static int month(byte[] b, int at) {
        for (int m = 0; m < 12; m++) {
            if (b[at] == MONTHS.charAt(3 * m)
                    && b[at + 1] == MONTHS.charAt(3 * m + 1)
                    && b[at + 2] == MONTHS.charAt(3 * m + 2)) {
                return m + 1;
            }
        }
        return -1;
    }

    private static long version(Lines lines, Entry entry, int from) {
        long version = Ascii.number(lines.bytes(), from, lines.to() - 1);
        if (version < 0 || lines.bytes()[lines.to() - 1] != '.') {
            throw unreadable(lines, entry);
        }
        return version;
    }

    private static RuntimeException unreadable(Lines lines, Entry entry) {
        return entry.unreadable(lines.number(), "DT has an unreadable date or version (" + lines.raw() + ")", HINT);
    }
}
