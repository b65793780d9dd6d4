package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.stage.Chunk;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the elements of one entry, straight over its bytes. Names come without their prefix. What is not well-formed is
 * RECORD_MALFORMED; a document type is never read, so there are no entities but the five of XML, and nothing grows or is fetched.
 */
final class XmlCursor implements Entry.Place {
    static final int DEEPEST = 32;
    private static final String HINT = "The file is not well-formed XML at this place: fetch it again.";

    private final Terms terms;
    private final XmlText characters = new XmlText(this);
    private final XmlAttributes attributes;
    private final int[] openFrom = new int[DEEPEST + 1];
    private final int[] openTo = new int[DEEPEST + 1];
    private final Text value = new Text();
    private byte[] bytes = {};
    private @Nullable Entry entry;
    private long firstNumber;
    private int first;
    private int limit;
    private int at;
    private int tag;
    private int depth;
    private boolean empty;

    XmlCursor(Terms terms) {
        this.terms = terms;
        this.attributes = new XmlAttributes(this, terms);
    }

    /** Stands on the start tag of the chunk's current record, which is {@code reads}. */
    void open(Chunk chunk, Entry reads) {
        bytes = chunk.bytes();
        first = chunk.from();
        at = first;
        limit = chunk.to();
        firstNumber = Math.max(1, chunk.origin().line());
        entry = reads;
        depth = 0;
        empty = false;
        next(null);
    }

    /** How many elements are open, with the one whose start tag was read last. */
    int depth() {
        return depth;
    }

    /**
     * Moves to the next child of the element that is open at {@code parent}, past what is left of the child before; false when the element ends.
     */
    boolean child(int parent) {
        while (true) {
            boolean starts = next(null);
            if (starts && depth == parent + 1) {
                return true;
            }
            if (!starts && depth < parent) {
                return false;
            }
        }
    }

    /** Moves behind the element whose start tag was read last. */
    void skip() {
        int element = depth;
        while (child(element)) {
            // what is in it is not read
        }
    }

    /** The element's name without its prefix. */
    String name() {
        int from = openFrom[depth];
        int colon = Ascii.indexOf(bytes, from, openTo[depth], ':');
        return terms.of(bytes, colon < openTo[depth] ? colon + 1 : from, openTo[depth]);
    }

    /** An attribute of the element whose start tag was read last; null when absent or empty. */
    @Nullable
    String attribute(String name) {
        return attributes.get(name);
    }

    /** The text of the element whose start tag was read last, and moves behind it; line ends and what is around them are one blank. */
    String text() {
        String plain = empty ? null : plain();
        if (plain != null) {
            return plain;
        }
        value.clear();
        raw(value);
        int to = Ascii.trimEnd(value.bytes(), 0, value.length());
        int from = Ascii.skipBlanks(value.bytes(), 0, to);
        return terms.likely(value.bytes(), from, to);
    }

    /** The text up to the end tag when nothing in it needs to be put together. */
    private @Nullable String plain() {
        int end = XmlText.plainEnd(bytes, at, limit);
        if (end == limit || bytes[end] != '<' || end + 1 == limit || bytes[end + 1] != '/') {
            return null;
        }
        int from = Ascii.skipBlanks(bytes, at, end);
        int to = Ascii.trimEnd(bytes, from, end);
        String text = from == to ? "" : terms.likely(bytes, from, to);
        at = end;
        next(null);
        return text;
    }

    /** Adds the text of the element itself to {@code into}, and moves behind the element. */
    void raw(Text into) {
        int element = depth;
        boolean inside = true;
        while (inside) {
            next(depth == element ? into : null);
            inside = depth >= element;
        }
    }

    /** Reads to the next tag, adding the text before it; true when it is a start tag. */
    private boolean next(@Nullable Text into) {
        if (empty) {
            empty = false;
            depth--;
            return false;
        }
        while (true) {
            at = characters.read(bytes, at, limit, into);
            tag = at;
            byte kind = at + 1 < limit ? bytes[at + 1] : 0;
            if (kind == '/') {
                endTag();
                return false;
            }
            if (kind != '!' && kind != '?') {
                startTag();
                return true;
            }
            at = special(kind, into);
        }
    }

    /** A comment or an instruction says nothing, but what XML does not allow may not stand there either; CDATA is text. */
    private int special(byte kind, @Nullable Text into) {
        if (kind == '?') {
            int end = find("?>", at + 2);
            characters.literal(bytes, at + 2, end - "?>".length(), null);
            return end;
        }
        if (Ascii.startsWith(bytes, at, limit, "<!--")) {
            return comment(at + "<!--".length());
        }
        int from = at + "<![CDATA[".length();
        if (!Ascii.startsWith(bytes, at, limit, "<![CDATA[")) {
            throw malformed(at, "a declaration stands inside of an element");
        }
        int end = find("]]>", from);
        characters.literal(bytes, from, end - "]]>".length(), into);
        return end;
    }

    private int comment(int from) {
        int end = find("--", from);
        if (end == limit || bytes[end] != '>') {
            throw malformed(from, "a comment holds '--' before its end");
        }
        characters.literal(bytes, from, end - "--".length(), null);
        return end + 1;
    }

    /** Behind the next {@code text}. */
    private int find(String text, int from) {
        int i = Ascii.indexOf(bytes, from, limit, text.charAt(0));
        while (i < limit && !Ascii.startsWith(bytes, i, limit, text)) {
            i = Ascii.indexOf(bytes, i + 1, limit, text.charAt(0));
        }
        if (i == limit) {
            throw malformed(from, "a comment, instruction or CDATA section is not closed");
        }
        return i + text.length();
    }

    private void startTag() {
        if (depth == DEEPEST) {
            throw malformed(at, "elements are nested deeper than " + DEEPEST);
        }
        int from = at + 1;
        int to = XmlText.nameEnd(bytes, from, limit);
        if (to == from || !XmlText.startsName(bytes[from])) {
            throw malformed(at, "a '<' begins no tag");
        }
        depth++;
        openFrom[depth] = from;
        openTo[depth] = to;
        int end = attributes.read(bytes, to, limit);
        empty = bytes[end] == '/';
        at = empty ? end + 2 : end + 1;
    }

    private void endTag() {
        int from = at + 2;
        int length = openTo[depth] - openFrom[depth];
        int to = from + length;
        boolean same = to < limit;
        for (int i = 0; same && i < length; i++) {
            same = bytes[from + i] == bytes[openFrom[depth] + i];
        }
        int end = XmlText.skipWhite(bytes, to, limit);
        if (!same || end >= limit || bytes[end] != '>') {
            throw malformed(
                    at, "an end tag does not close <" + Ascii.string(bytes, openFrom[depth], openTo[depth]) + ">");
        }
        at = end + 1;
        depth--;
    }

    /** The bytes from the tag read last to where the cursor stands. */
    String raw(int from) {
        return Ascii.string(bytes, from, at);
    }

    /** Where the tag read last begins. */
    int tag() {
        return tag;
    }

    @Override
    public long number() {
        return number(tag);
    }

    /** The number of the line in which a place of the entry lies; counts from the entry's start, so it is for messages. */
    long number(int until) {
        return firstNumber + Ascii.count(bytes, first, until, '\n');
    }

    @Override
    public @Nullable String accession() {
        String start = "accession>";
        String all = new String(bytes, first, limit - first, StandardCharsets.ISO_8859_1);
        int from = all.indexOf(start) + start.length();
        int to = all.indexOf('<', from);
        return from < start.length() || to < 0 ? null : all.substring(from, to).strip();
    }

    EtlException malformed(int where, String found) {
        if (entry == null) {
            throw new IllegalStateException("No entry is open");
        }
        return entry.malformed(number(where), found, HINT);
    }
}
