package dev.tributary.etl.uniprot;

import java.util.HashMap;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** The {@code evidence} elements: what the keys stand for that other elements name, written as in the flat file's tags. */
final class XmlEvidence {
    private final Map<String, String> byKey = new HashMap<>();
    private final Map<String, String> known = new HashMap<>();
    private @Nullable String undefined;

    void clear() {
        byKey.clear();
        known.clear();
        undefined = null;
    }

    /** Reads {@code <evidence key="1" type="ECO:1"><source><dbReference type="PubMed" id="2"/></source></evidence>} as ECO:1|PubMed:2. */
    void read(XmlCursor cursor) {
        String key = cursor.attribute("key");
        String type = cursor.attribute("type");
        String attribute = cursor.attribute("attribute");
        var text = new StringBuilder(type == null ? "" : type);
        if (attribute != null) { // until 2014
            text.append('|').append(attribute);
        }
        int element = cursor.depth();
        while (cursor.child(element)) {
            source(cursor, text);
        }
        if (key != null) {
            byKey.put(key, text.toString());
        }
    }

    private static void source(XmlCursor cursor, StringBuilder text) {
        String ref = cursor.attribute("ref");
        if (ref != null) {
            text.append("|Ref.").append(ref);
        }
        int source = cursor.depth();
        while (cursor.child(source)) {
            text.append('|').append(cursor.attribute("type")).append(':').append(cursor.attribute("id"));
        }
    }

    /** What keys between blanks stand for, once all elements of the entry were read; null for none. */
    @Nullable
    String of(@Nullable Object keys) {
        String text = keys == null ? "" : known.computeIfAbsent(keys.toString(), this::join);
        return text.isEmpty() ? null : text;
    }

    private String join(String keys) {
        var text = new StringBuilder();
        for (var words = new StringTokenizer(keys, " "); words.hasMoreTokens(); ) {
            String key = words.nextToken();
            String one = byKey.get(key);
            if (one == null) {
                undefined = key;
            } else {
                text.append(text.isEmpty() ? "" : ", ").append(one);
            }
        }
        return text.toString();
    }

    /** Notes a key that nothing describes, at the entry's last line. */
    void finish(XmlCursor cursor, Entry entry) {
        if (undefined != null) {
            entry.odd(cursor.number(), "evidence " + undefined + " is named but nowhere described");
        }
    }
}
