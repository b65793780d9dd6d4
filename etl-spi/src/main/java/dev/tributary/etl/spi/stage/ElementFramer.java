package dev.tributary.etl.spi.stage;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** XML elements by name. Looks for names and ends only; whether the rest is well-formed is the parser's question. */
final class ElementFramer implements Framing.Framer {
    private static final int LONGEST_NAME = 100;
    private static final int NOT_SEARCHED = -2;
    private static final byte[] COMMENT = ascii("<!--");
    private static final byte[] CDATA = ascii("<![CDATA[");
    private static final Bytes.Finder COMMENT_END = new Bytes.Finder(ascii("-->"));
    private static final Bytes.Finder CDATA_END = new Bytes.Finder(ascii("]]>"));
    private static final Bytes.Finder INSTRUCTION_END = new Bytes.Finder(ascii("?>"));

    private enum Place {
        OUTSIDE,
        ROOT_TAG,
        START_TAG,
        INSIDE,
        END_TAG,
        DOCUMENT_TYPE,
        ASIDE
    }

    private final Set<String> names;
    private Place place = Place.OUTSIDE;
    private Place behindAside = Place.OUTSIDE;
    private Bytes.Finder aside = COMMENT_END;
    private Bytes.Finder close = COMMENT_END;
    private int closeAt;
    private int back;
    private int depth;
    private byte quote;
    /** The first element that is no record, and holds the others in a well-formed document. */
    private String root = "";

    private boolean rootIsOpen;

    ElementFramer(Set<String> names) {
        this.names = names;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void scan(byte[] b, int from, int to, Framing.Cuts cuts) {
        int i = from - back;
        back = 0;
        closeAt = NOT_SEARCHED;
        while (i >= 0 && i < to) {
            i = switch (place) {
                case OUTSIDE -> outside(b, i, to, cuts);
                case ROOT_TAG -> rootTag(b, i, to);
                case START_TAG -> startTag(b, i, to, cuts);
                case INSIDE -> inside(b, i, to, cuts);
                case END_TAG -> endTag(b, i, to, cuts);
                case DOCUMENT_TYPE -> documentType(b, i, to);
                case ASIDE -> aside(b, i, to);
            };
        }
    }

    /** Asks for the bytes from {@code at} on once more, with those that follow. */
    private int again(int at, int to) {
        back = to - at;
        return -1;
    }

    private int outside(byte[] b, int from, int to, Framing.Cuts cuts) {
        int tag = Bytes.indexOf(b, from, to, (byte) '<');
        if (tag < 0) {
            return -1;
        }
        int start = tag + 1 < to && b[tag + 1] == '/' ? tag + 2 : tag + 1;
        int end = start;
        while (end < to && end - start < LONGEST_NAME && !endsName(b[end])) {
            end++;
        }
        if (end >= to) {
            return again(tag, to);
        }
        if (b[tag + 1] == '!' || b[tag + 1] == '?') {
            return special(b, tag, to);
        }
        var name = new String(b, start, end - start, StandardCharsets.UTF_8);
        if (start > tag + 1) {
            rootIsOpen &= !name.equals(root);
        } else if (names.contains(name.substring(name.indexOf(':') + 1))) {
            cuts.skip(tag);
            close = new Bytes.Finder(("</" + name).getBytes(StandardCharsets.UTF_8));
            place = Place.START_TAG;
        } else if (root.isEmpty()) {
            root = name;
            rootIsOpen = true;
            place = Place.ROOT_TAG;
        }
        return end;
    }

    private int rootTag(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            byte c = b[i];
            if (c == '<') {
                return outside(i);
            }
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                rootIsOpen = b[i - 1] != '/';
                return outside(i + 1);
            }
        }
        return to;
    }

    private int outside(int next) {
        quote = 0;
        place = Place.OUTSIDE;
        return next;
    }

    private static boolean endsName(byte c) {
        return (c & 0xff) <= ' ' || c == '>' || c == '/';
    }

    /** What begins with {@code <!} or {@code <?}. */
    private int special(byte[] b, int tag, int to) {
        if (b[tag + 1] == '?') {
            return stepAside(INSTRUCTION_END, tag + 2);
        }
        if (Bytes.startsWith(b, tag, to, COMMENT)) {
            return stepAside(COMMENT_END, tag + COMMENT.length);
        }
        if (Bytes.startsWith(b, tag, to, CDATA)) {
            return stepAside(CDATA_END, tag + CDATA.length);
        }
        if (to - tag < CDATA.length) {
            return again(tag, to);
        }
        if (place != Place.INSIDE) { // a declaration; within an element it is a fault that the parser finds
            depth++;
            place = Place.DOCUMENT_TYPE;
        }
        return tag + 2;
    }

    private int stepAside(Bytes.Finder end, int next) {
        behindAside = place;
        place = Place.ASIDE;
        aside = end;
        return next;
    }

    private int aside(byte[] b, int from, int to) {
        int end = aside.find(b, from, to);
        if (end < 0) {
            return again(Math.max(from, to - aside.length() + 1), to);
        }
        place = behindAside;
        return end + aside.length();
    }

    /** Declarations and quoted texts nest in the document type; no element begins before it ends. */
    private int documentType(byte[] b, int from, int to) {
        int i = from;
        for (; i < to && depth > 0; i++) {
            byte c = b[i];
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '<') {
                return declaration(b, i, to);
            } else if (c == '>') {
                depth--;
            } else if (c == '"' || c == '\'') {
                quote = c;
            }
        }
        if (depth == 0) {
            place = Place.OUTSIDE;
        }
        return i;
    }

    private int declaration(byte[] b, int tag, int to) {
        if (tag + 1 == to) {
            return again(tag, to);
        }
        if (b[tag + 1] == '!' || b[tag + 1] == '?') {
            return special(b, tag, to);
        }
        depth++;
        return tag + 1;
    }

    /** A {@code <} has no place in a tag, not even between quotation marks: behind it, all is content, so that a lost quotation mark costs one record. */
    private int startTag(byte[] b, int from, int to, Framing.Cuts cuts) {
        for (int i = from; i < to; i++) {
            byte c = b[i];
            if (c == '<') {
                return inside(i);
            }
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>' && b[i - 1] == '/') {
                return closed(i, cuts);
            } else if (c == '>') {
                return inside(i + 1);
            }
        }
        return to;
    }

    private int inside(int next) {
        quote = 0;
        place = Place.INSIDE;
        return next;
    }

    private int closed(int last, Framing.Cuts cuts) {
        cuts.record(last + 1);
        place = Place.OUTSIDE;
        return last + 1;
    }

    private int inside(byte[] b, int from, int to, Framing.Cuts cuts) {
        if (closeAt != -1 && closeAt < from) {
            closeAt = close.find(b, from, to);
        }
        int special = Bytes.indexOfAside(b, from, closeAt < 0 ? to : closeAt);
        if (special >= 0) {
            return special(b, special, to);
        }
        if (closeAt < 0) {
            return again(Math.max(from, to - close.length() + 1), to);
        }
        int after = closeAt + close.length();
        if (after == to) {
            return again(closeAt, to);
        }
        if (b[after] == '>') {
            return closed(after, cuts);
        }
        if (b[after] <= ' ' && b[after] > 0) {
            place = Place.END_TAG;
        }
        return after;
    }

    private int endTag(byte[] b, int from, int to, Framing.Cuts cuts) {
        int end = Bytes.indexOf(b, from, to, (byte) '>');
        return end < 0 ? to : closed(end, cuts);
    }

    @Override
    public void finish(byte[] b, int to, Framing.Cuts cuts) {
        if (place == Place.OUTSIDE) {
            cuts.skip(to);
        }
    }

    @Override
    public Optional<String> missing() {
        return rootIsOpen ? Optional.of("</" + root + ">") : Optional.empty();
    }
}
