package dev.tributary.etl.uniprot;

import org.jspecify.annotations.Nullable;

/** Characters between tags and in attributes: white space, references, what XML does not allow. */
final class XmlText {
    private static final byte PLAIN = 0;
    private static final byte WHITE = 1;
    private static final byte SPECIAL = 2;
    private static final byte ILLEGAL = 3;
    private static final byte[] KINDS = kinds();
    private static final boolean[] IN_NAME = inName();
    private static final int LONGEST_REFERENCE = 12;

    private final XmlCursor cursor;

    XmlText(XmlCursor cursor) {
        this.cursor = cursor;
    }

    private static byte[] kinds() {
        var kinds = new byte[256];
        for (int i = 0; i < ' '; i++) {
            kinds[i] = ILLEGAL;
        }
        kinds['\n'] = kinds['\r'] = kinds['\t'] = WHITE;
        kinds['<'] = kinds['&'] = kinds[']'] = SPECIAL;
        return kinds;
    }

    private static boolean[] inName() {
        var inName = new boolean[256];
        for (int i = 0; i < inName.length; i++) {
            inName[i] = startsName((byte) i) || (i >= '0' && i <= '9') || i == '-' || i == '.';
        }
        return inName;
    }

    /** The first place in [from, to) that is more than a character of its own, or {@code to}. */
    static int plainEnd(byte[] b, int from, int to) {
        int i = from;
        while (i < to && KINDS[b[i] & 0xff] == PLAIN) {
            i++;
        }
        return i;
    }

    /** The first place in [from, to) that needs a look even when nobody wants the text, or {@code to}. */
    private static int quietEnd(byte[] b, int from, int to) {
        int i = from;
        while (i < to && KINDS[b[i] & 0xff] <= WHITE) {
            i++;
        }
        return i;
    }

    static int skipWhite(byte[] b, int from, int to) {
        int i = from;
        while (i < to && isWhite(b[i])) {
            i++;
        }
        return i;
    }

    static boolean isWhite(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    static boolean startsName(byte c) {
        return c < 0 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
    }

    static int nameEnd(byte[] b, int from, int to) {
        int i = from;
        while (i < to && IN_NAME[b[i] & 0xff]) {
            i++;
        }
        return i;
    }

    /** Reads to the next {@code <}, adding what stands before it to {@code into}. */
    int read(byte[] b, int from, int to, @Nullable Text into) {
        int start = from;
        int i = from;
        while (true) {
            i = into == null ? quietEnd(b, i, to) : plainEnd(b, i, to);
            if (i == to) {
                throw cursor.malformed(Math.min(from, to), "the entry ends inside of an element");
            }
            add(b, start, i, into);
            if (b[i] == '<') {
                return i;
            }
            i = character(b, i, to, into);
            start = i;
        }
    }

    private static void add(byte[] b, int from, int to, @Nullable Text into) {
        if (into != null) {
            into.append(b, from, to);
        }
    }

    /** Reads one character that is not plain. */
    private int character(byte[] b, int at, int to, @Nullable Text into) {
        if (b[at] == '&') {
            return reference(b, at, to, into);
        }
        if (KINDS[b[at] & 0xff] == WHITE) {
            return white(b, at, to, into);
        }
        if (b[at] != ']') {
            throw cursor.malformed(at, "a control character stands in the text");
        }
        if (Ascii.startsWith(b, at, to, "]]>")) {
            throw cursor.malformed(at, "']]>' stands outside of a CDATA section");
        }
        add(b, at, at + 1, into);
        return at + 1;
    }

    /** Line ends, tabs and what white space is around them become one blank. */
    private static int white(byte[] b, int at, int to, @Nullable Text into) {
        if (into != null) {
            into.truncate(Ascii.trimEnd(into.bytes(), 0, into.length()));
            into.append(' ');
        }
        return skipWhite(b, at, to);
    }

    /** Adds text in which nothing is markup. */
    void literal(byte[] b, int from, int to, @Nullable Text into) {
        for (int i = from; i < to; ) {
            int end = plainEnd(b, i, to);
            add(b, i, end, into);
            i = end;
            if (i < to && KINDS[b[i] & 0xff] == ILLEGAL) {
                throw cursor.malformed(i, "a control character stands in the text");
            }
            if (i < to && KINDS[b[i] & 0xff] == WHITE) {
                i = white(b, i, to, into);
            } else if (i < to) {
                add(b, i, i + 1, into);
                i++;
            }
        }
    }

    /** Reads a reference to a character by name or number. */
    int reference(byte[] b, int at, int to, @Nullable Text into) {
        int end = Ascii.indexOf(b, at, Math.min(to, at + LONGEST_REFERENCE), ';');
        if (end >= Math.min(to, at + LONGEST_REFERENCE)) {
            throw cursor.malformed(at, "an '&' begins no reference");
        }
        String name = Ascii.string(b, at + 1, end);
        int character = name.startsWith("#") ? number(name) : named(name);
        if (!isCharacter(character)) {
            throw cursor.malformed(at, "&" + name + "; is not declared: entities of a document type are never read");
        }
        if (into != null) {
            into.append(Character.toString(character));
        }
        return end + 1;
    }

    private static int named(String name) {
        return switch (name) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> -1;
        };
    }

    private static int number(String name) {
        boolean hex = name.startsWith("#x");
        String digits = name.substring(hex ? 2 : 1);
        int number = digits.isEmpty() ? -1 : 0;
        for (int i = 0; i < digits.length() && number >= 0; i++) {
            int digit = Character.digit(digits.charAt(i), hex ? 16 : 10);
            number = digit < 0 || number > Character.MAX_CODE_POINT ? -1 : number * (hex ? 16 : 10) + digit;
        }
        return number;
    }

    private static boolean isCharacter(int c) {
        return c == '\n'
                || c == '\r'
                || c == '\t'
                || (c >= ' ' && c < Character.MIN_SURROGATE)
                || (c > Character.MAX_SURROGATE && c < 0xfffe)
                || (c > 0xffff && c <= Character.MAX_CODE_POINT);
    }
}
