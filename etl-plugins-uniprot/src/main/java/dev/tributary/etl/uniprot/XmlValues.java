package dev.tributary.etl.uniprot;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Single values of elements and attributes. */
final class XmlValues {
    private static final String HINT = "Mend the value, or fetch the file again.";
    private static final int DATE_LENGTH = 10;

    private XmlValues() {}

    /** The element's text, null when it has none. */
    static @Nullable String text(XmlCursor cursor) {
        String text = cursor.text();
        return text.isEmpty() ? null : text;
    }

    static void add(Items items, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            items.add(text);
        }
    }

    /** A date; a time zone behind it is left out, as UniProt means days. */
    static @Nullable LocalDate date(XmlCursor cursor, Entry entry, String attribute) {
        String text = cursor.attribute(attribute);
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text.substring(0, Math.min(DATE_LENGTH, text.length())));
        } catch (DateTimeException e) { // no date
            throw unreadable(cursor, entry, attribute, text);
        }
    }

    static @Nullable Long number(XmlCursor cursor, Entry entry, String attribute) {
        String text = cursor.attribute(attribute);
        return text == null ? null : number(cursor, entry, attribute, text);
    }

    static Long number(XmlCursor cursor, Entry entry, String what, String text) {
        boolean digits = !text.isEmpty() && text.length() < 19;
        for (int i = 0; i < text.length(); i++) {
            digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!digits) {
            throw unreadable(cursor, entry, what, text);
        }
        return Long.valueOf(text);
    }

    private static RuntimeException unreadable(XmlCursor cursor, Entry entry, String what, String text) {
        return entry.unreadable(cursor.number(), "'" + what + "' cannot be read (" + text + ")", HINT);
    }

    static void existence(XmlCursor cursor, Entry entry) {
        String type = cursor.attribute("type");
        String known = type == null ? null : Existence.ofText(type);
        if (known == null) {
            entry.odd(cursor.number(), "the kind of existence is unknown (" + type + ")");
        }
        entry.set(Protein.PROTEIN_EXISTENCE, known == null ? type : known);
        cursor.skip();
    }

    /** Keeps an element as it stands. */
    static void unknown(XmlCursor cursor, Entry entry) {
        long line = cursor.number();
        int from = cursor.tag();
        String name = cursor.name();
        cursor.skip();
        entry.unknown(line, cursor.raw(from), "element of an unknown name <" + name + ">");
    }

    /** Words in a row: {@code a}, {@code a, and b}, {@code a, b, and c}. */
    static String row(Items items, String and) {
        var row = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            row.append(i == 0 ? "" : i + 1 == items.size() ? and : ", ").append(items.get(i));
        }
        return row.toString();
    }

    /** The text with its first letter in upper case. */
    static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** The text with its first letter in lower case, when the second is so: an abbreviation stays. */
    static String small(String text) {
        boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return word ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }

    static String without(String text, char last) {
        return text.endsWith(String.valueOf(last)) ? text.substring(0, text.length() - 1) : text;
    }
}
