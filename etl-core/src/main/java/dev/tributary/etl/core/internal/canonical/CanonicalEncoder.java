package dev.tributary.etl.core.internal.canonical;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Shape;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the canonical form of records into one reused buffer; one instance per thread. Keys are sorted by UTF-16 code unit, strings are escaped
 * as RFC 8785 does, there are no blanks, null is absent, numbers have one spelling each ({@link CanonicalNumbers}), instants have milliseconds.
 * A value without a canonical form rejects its record (VALUE_UNREPRESENTABLE).
 */
public final class CanonicalEncoder {
    private static final int MAX_DEPTH = 500;
    private static final int MAX_KNOWN_SHAPES = 1_000;
    /** Shorter texts are written faster character by character. */
    private static final int LONG_TEXT = 12;

    private static final int KNOWN_NAMES = 256;

    private final IdentityHashMap<Shape, SortedNames> shapes = new IdentityHashMap<>();
    /** Names of other nested values with their escaped form, by hash. */
    private final @Nullable String[] names = new String[KNOWN_NAMES];

    private final byte[][] nameBytes = new byte[KNOWN_NAMES][];
    private byte[] buffer = new byte[16 << 10];
    private int length;

    /** Encodes the record's fields; the result stands in {@link #bytes} until the next call. */
    public void encode(DataRecord record) {
        length = 0;
        object(record.fields(), 1);
    }

    /** A copy of what was encoded. */
    public byte[] bytes() {
        return Arrays.copyOf(buffer, length);
    }

    /** Adds what was encoded to a digest. */
    void update(MessageDigest digest) {
        digest.update(buffer, 0, length);
    }

    private void value(Object value, int depth) {
        if (value instanceof String text) {
            string(text);
        } else if (value instanceof Map<?, ?> map) {
            object(map, deeper(depth));
        } else if (value instanceof List<?> list) {
            array(list, deeper(depth));
        } else if (value instanceof Long number) {
            ascii(Long.toString(number));
        } else if (value instanceof Boolean flag) {
            ascii(flag ? "true" : "false");
        } else if (value instanceof Double number) {
            ascii(CanonicalNumbers.text(number));
        } else if (value instanceof BigDecimal number) {
            ascii(CanonicalNumbers.text(number));
        } else if (value instanceof Instant instant) {
            string(CanonicalNumbers.text(instant));
        } else if (value instanceof LocalDate date) {
            string(date.toString());
        } else {
            throw unrepresentable("a value of class " + value.getClass().getName());
        }
    }

    private static int deeper(int depth) {
        if (depth >= MAX_DEPTH) {
            throw unrepresentable("a value nested deeper than " + MAX_DEPTH);
        }
        return depth + 1;
    }

    private void array(List<?> list, int depth) {
        put('[');
        for (int i = 0, n = list.size(); i < n; i++) {
            var element = list.get(i);
            if (element == null) {
                throw unrepresentable("a null in a list");
            }
            if (i > 0) {
                put(',');
            }
            value(element, depth);
        }
        put(']');
    }

    private void object(Map<?, ?> map, int depth) {
        int start = length;
        if (map instanceof Shape.Fields fields) {
            shaped(fields, depth);
        } else if (!inOrder(map, depth)) {
            length = start;
            var names =
                    map.keySet().stream().map(CanonicalEncoder::name).sorted().toList();
            put('{');
            boolean first = true;
            for (var name : names) {
                first = member(name, map.get(name), first, depth);
            }
            put('}');
        }
    }

    /** Each member comes with the comma before it, and the first of these becomes the brace. */
    private void shaped(Shape.Fields fields, int depth) {
        var names = shapes.get(fields.shape());
        if (names == null) {
            names = known(fields.shape());
        }
        int start = length;
        for (int i = 0; i < names.slots().length; i++) {
            var value = fields.value(names.slots()[i]);
            if (value != null) {
                append(names.rendered()[i]);
                value(value, depth);
            }
        }
        if (length == start) {
            put('{');
        } else {
            buffer[start] = '{';
        }
        put('}');
    }

    private SortedNames known(Shape shape) {
        if (shapes.size() >= MAX_KNOWN_SHAPES) {
            shapes.clear();
        }
        var made = SortedNames.of(shape);
        shapes.put(shape, made);
        return made;
    }

    /** Writes the members as they come and stops when they do not come in order: most maps are made in order. */
    private boolean inOrder(Map<?, ?> map, int depth) {
        put('{');
        String last = null;
        boolean first = true;
        for (var entry : map.entrySet()) {
            var name = name(entry.getKey());
            if (last != null && last.compareTo(name) >= 0) {
                return false;
            }
            first = member(name, entry.getValue(), first, depth);
            last = name;
        }
        put('}');
        return true;
    }

    private boolean member(String name, @Nullable Object value, boolean first, int depth) {
        if (value == null) {
            return first;
        }
        if (!first) {
            put(',');
        }
        writeName(name);
        value(value, depth);
        return false;
    }

    private void writeName(String name) {
        int slot = name.hashCode() & KNOWN_NAMES - 1;
        if (name.equals(names[slot])) {
            append(nameBytes[slot]);
            return;
        }
        int start = length;
        string(name);
        put(':');
        names[slot] = name;
        nameBytes[slot] = Arrays.copyOfRange(buffer, start, length);
    }

    private static String name(@Nullable Object key) {
        if (key instanceof String name) {
            return name;
        }
        throw unrepresentable("a map key that is no text");
    }

    private void string(String text) {
        if (text.length() < LONG_TEXT || !plainAscii(text)) {
            room((long) text.length() * JsonText.MAX_BYTES_PER_CHAR + 2);
            length = JsonText.write(text, buffer, length);
        }
    }

    /** Long texts are nearly always ASCII without escapes: copied whole and looked at eight bytes at a time. False: not so, nothing written. */
    private boolean plainAscii(String text) {
        int n = text.length();
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length != n || !PlainText.needsNoEscape(bytes)) {
            return false;
        }
        room(n + 2L);
        buffer[length] = '"';
        System.arraycopy(bytes, 0, buffer, length + 1, n);
        buffer[length + 1 + n] = '"';
        length += n + 2;
        return true;
    }

    private void ascii(String text) {
        for (int i = 0, n = text.length(); i < n; i++) {
            put(text.charAt(i));
        }
    }

    private void append(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private void put(char c) {
        if (length == buffer.length) {
            room(1);
        }
        buffer[length++] = (byte) c;
    }

    private void room(long more) {
        long needed = length + more;
        if (needed > buffer.length) {
            if (needed > Integer.MAX_VALUE - 8) {
                throw unrepresentable("a record of more than 2 GiB");
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * buffer.length)));
        }
    }

    static EtlException unrepresentable(String what) {
        return new EtlException(StandardError.VALUE_UNREPRESENTABLE, "Cannot make the canonical form: " + what);
    }
}
