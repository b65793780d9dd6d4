package dev.tributary.etl.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A value in canonical JSON, which has no blanks outside of texts and whose members come in order. Bytes are looked at, nothing is made of them: the
 * engine has written them, so that they are taken to be well-formed.
 */
record JsonSlice(byte[] json, int from, int to) {
    static JsonSlice whole(byte[] json) {
        return new JsonSlice(json, 0, json.length);
    }

    /** The member of an object; empty when there is none of this name, or this is no object. */
    Optional<JsonSlice> member(String name) {
        var wanted = ('"' + name + '"').getBytes(StandardCharsets.UTF_8);
        if (json[from] != '{') {
            return Optional.empty();
        }
        for (int at = from + 1; at < to && json[at] == '"'; ) {
            int colon = endOfText(at);
            int end = endOfValue(colon + 1);
            if (Arrays.equals(json, at, colon, wanted, 0, wanted.length)) {
                return Optional.of(new JsonSlice(json, colon + 1, end));
            }
            at = end + 1;
        }
        return Optional.empty();
    }

    String text() {
        return new String(json, from, to - from, StandardCharsets.UTF_8);
    }

    /** Behind the closing quote of the text that begins at {@code at}. */
    private int endOfText(int at) {
        int i = at + 1;
        while (json[i] != '"') {
            i += json[i] == '\\' ? 2 : 1;
        }
        return i + 1;
    }

    private int endOfValue(int at) {
        int depth = 0;
        for (int i = at; i < to; ) {
            byte b = json[i];
            if (b == '"') {
                i = endOfText(i);
            } else if (depth == 0 && (b == ',' || b == '}' || b == ']')) {
                return i;
            } else {
                depth += b == '{' || b == '[' ? 1 : b == '}' || b == ']' ? -1 : 0;
                i++;
            }
        }
        return to;
    }
}
