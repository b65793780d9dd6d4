package dev.tributary.etl.uniprot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The attributes of one start tag, as places in the entry's bytes. */
final class XmlAttributes {
    private static final int MOST = 64;

    private final XmlCursor cursor;
    private final Terms terms;
    private final XmlText characters;
    private final Text value = new Text();
    private final int[] nameFrom = new int[MOST];
    private final int[] nameTo = new int[MOST];
    private final int[] valueFrom = new int[MOST];
    private final int[] valueTo = new int[MOST];
    private byte[] bytes = {};
    private int size;

    XmlAttributes(XmlCursor cursor, Terms terms) {
        this.cursor = cursor;
        this.terms = terms;
        this.characters = new XmlText(cursor);
    }

    /** Reads from behind the tag's name to the {@code >} or {@code />} that ends it, and gives that place. */
    int read(byte[] b, int from, int limit) {
        bytes = b;
        size = 0;
        int i = from;
        while (true) {
            int next = XmlText.skipWhite(b, i, limit);
            if (next < limit && b[next] == '>') {
                return next;
            }
            if (next + 1 < limit && b[next] == '/' && b[next + 1] == '>') {
                return next;
            }
            if (next == i) {
                throw cursor.malformed(Math.min(i, limit - 1), "a tag is not closed");
            }
            i = attribute(b, next, limit);
        }
    }

    private int attribute(byte[] b, int from, int limit) {
        int to = XmlText.nameEnd(b, from, limit);
        int equals = XmlText.skipWhite(b, to, limit);
        int quote = XmlText.skipWhite(b, equals + 1, limit);
        boolean quoted = quote < limit && (b[quote] == '"' || b[quote] == '\'');
        if (to == from || !XmlText.startsName(b[from]) || !quoted || b[equals] != '=') {
            throw cursor.malformed(from, "a tag holds something that is no attribute");
        }
        int end = Ascii.indexOf(b, quote + 1, limit, (char) b[quote], '<');
        if (end == limit || b[end] == '<') {
            throw cursor.malformed(from, "an attribute is not closed");
        }
        if (size == MOST || place(b, from, to) >= 0) {
            throw cursor.malformed(from, "an attribute comes twice, or there are more than " + MOST);
        }
        nameFrom[size] = from;
        nameTo[size] = to;
        valueFrom[size] = quote + 1;
        valueTo[size++] = end;
        return end + 1;
    }

    /** Where the attribute with this name stands, or -1. */
    private int place(byte[] b, int from, int to) {
        for (int i = 0; i < size; i++) {
            boolean alike = to - from == nameTo[i] - nameFrom[i] && b[from] == b[nameFrom[i]];
            if (alike && Arrays.equals(b, from, to, b, nameFrom[i], nameTo[i])) {
                return i;
            }
        }
        return -1;
    }

    @Nullable
    String get(String name) {
        for (int i = 0; i < size; i++) {
            if (Ascii.equals(bytes, nameFrom[i], nameTo[i], name)) {
                return valueFrom[i] == valueTo[i] ? null : value(i);
            }
        }
        return null;
    }

    private String value(int i) {
        int end = XmlText.plainEnd(bytes, valueFrom[i], valueTo[i]);
        if (end == valueTo[i]) {
            return terms.likely(bytes, valueFrom[i], end);
        }
        value.clear();
        value.append(bytes, valueFrom[i], end);
        while (end < valueTo[i]) {
            int start = end;
            end = bytes[end] == '&' ? characters.reference(bytes, end, valueTo[i], value) : end;
            if (end == start) {
                characters.literal(bytes, end, ++end, value);
            }
            int plain = XmlText.plainEnd(bytes, end, valueTo[i]);
            value.append(bytes, end, plain);
            end = plain;
        }
        return value.string(0, value.length());
    }
}
