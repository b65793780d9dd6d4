package dev.tributary.etl.spi.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One record: a type, its values, where it stood. Values are String, Long, Double, BigDecimal, Boolean, Instant, LocalDate, List and Map (String
 * keys) of these, or null for "absent"; an empty list or map is present. Immutable and thread-safe; a List or Map value must not be changed after
 * it was given. Made by {@link RecordType#record}; checked on creation against the column's kind (elements of lists and maps when it is hashed or
 * rendered, where a value outside the closed list rejects the record).
 */
public final class DataRecord {
    private final RecordType type;
    private final @Nullable Object[] values;
    private final Origin origin;
    private final Extras extras;

    private record Extras(
            @Nullable String key,
            @Nullable String label,
            byte @Nullable [] raw,
            @Nullable ContentHash hash,
            byte @Nullable [] json,
            List<Attachment> attachments) {
        static final Extras NONE = new Extras(null, null, null, null, null, List.of());

        Extras with(byte @Nullable [] newRaw, @Nullable ContentHash newHash, byte @Nullable [] newJson) {
            return new Extras(key, label, newRaw, newHash, newJson, attachments);
        }
    }

    private DataRecord(RecordType type, @Nullable Object[] values, Origin origin, Extras extras) {
        this.type = type;
        this.values = values;
        this.origin = origin;
        this.extras = extras;
    }

    static DataRecord of(RecordType type, @Nullable Object[] values, Origin origin) {
        if (values.length != type.size()) {
            throw new IllegalArgumentException(
                    "Cannot make " + type.name() + ": " + values.length + " values for " + type.size() + " columns");
        }
        for (int i = 0; i < values.length; i++) {
            check(type, i, values[i]);
        }
        return new DataRecord(type, values, origin, Extras.NONE);
    }

    private static void check(RecordType type, int column, @Nullable Object value) {
        if (value != null && !allowed(type.kind(column), value)) {
            throw new IllegalArgumentException("Cannot make " + type.name() + ": column " + type.columnName(column)
                    + " of kind " + type.kind(column) + " does not hold "
                    + value.getClass().getName());
        }
    }

    private static boolean allowed(RecordType.Kind kind, Object v) {
        return switch (kind) {
            case TEXT -> v instanceof String;
            case INTEGER -> v instanceof Long;
            case REAL -> v instanceof Double;
            case DECIMAL -> v instanceof BigDecimal;
            case BOOLEAN -> v instanceof Boolean;
            case INSTANT -> v instanceof Instant;
            case DATE -> v instanceof LocalDate;
            case LIST -> v instanceof List;
            case MAP -> v instanceof Map;
            case ANY ->
                v instanceof String
                        || v instanceof Long
                        || v instanceof Double
                        || v instanceof List
                        || v instanceof Map
                        || v instanceof Boolean
                        || v instanceof BigDecimal
                        || v instanceof Instant
                        || v instanceof LocalDate;
        };
    }

    public RecordType type() {
        return type;
    }

    public Origin origin() {
        return origin;
    }

    /** The value at a column's position, or null. */
    public @Nullable Object value(int column) {
        return values[column];
    }

    /** The value of a column, or null when it is absent or unknown. */
    public @Nullable Object value(String column) {
        int i = type.indexOf(column);
        return i < 0 ? null : values[i];
    }

    /** The value of a column as text: {@code String.valueOf} of what is there, or null when it is absent or unknown. */
    public @Nullable String text(String column) {
        var value = value(column);
        return value == null ? null : value.toString();
    }

    /**
     * The record identifier: what {@link #identifiedAs} set, else the key columns joined with '/' (a '/' or '%' inside is percent-encoded, so
     * different keys never meet); made on demand. A record without a key is identified by its file and ordinal, {@code source#ordinal}.
     */
    public String key() {
        if (extras.key != null) {
            return extras.key;
        }
        int[] key = type.keyIndex();
        if (key.length == 0) {
            return origin.source() + "#" + origin.ordinal();
        }
        if (key.length == 1) {
            return encode(values[key[0]]);
        }
        var text = new StringBuilder();
        for (int k : key) {
            text.append(text.isEmpty() ? "" : "/").append(encode(values[k]));
        }
        return text.toString();
    }

    /** The record's name for people: what {@link #identifiedAs} set, else the text of the type's label column; null when there is none. */
    public @Nullable String name() {
        return extras.label != null
                ? extras.label
                : type.label().map(this::text).orElse(null);
    }

    /** This record under another identifier and name (null: as it was), with the same fields: for identifiers in lower case. */
    public DataRecord identifiedAs(String key, @Nullable String name) {
        var label = name == null ? extras.label : name;
        return new DataRecord(
                type, values, origin, new Extras(key, label, extras.raw, extras.hash, extras.json, extras.attachments));
    }

    private static String encode(@Nullable Object part) {
        var text = part == null ? "" : part.toString();
        return text.indexOf('/') < 0 && text.indexOf('%') < 0
                ? text
                : text.replace("%", "%25").replace("/", "%2F");
    }

    /** The present fields in column order; an unmodifiable view, no copy. */
    public Map<String, Object> fields() {
        return new Shape.Fields(type.shape(), values);
    }

    /**
     * This record with a column set (null: made absent): in place when the type has it, else at the end of a wider type of kind ANY. The copy
     * has no JSON; it keeps raw bytes, hash and attachments.
     */
    public DataRecord with(String column, @Nullable Object value) {
        int i = type.indexOf(column);
        var wider = i < 0 ? type.plus(column, RecordType.Kind.ANY) : type;
        int at = i < 0 ? values.length : i;
        var copy = Arrays.copyOf(values, wider.size());
        copy[at] = value;
        check(wider, at, value);
        return new DataRecord(
                wider, copy, origin, extras.json == null ? extras : extras.with(extras.raw, extras.hash, null));
    }

    /**
     * This record as another type with the same number of columns in the same order (a rename), or with other values: raw bytes and attachments
     * are kept, hash and JSON are not.
     */
    public DataRecord as(RecordType other, @Nullable Object... newValues) {
        var made = of(other, newValues, origin);
        return new DataRecord(other, made.values, origin, extras.with(extras.raw, null, null));
    }

    /** This record with one more file of its own. */
    public DataRecord with(Attachment attachment) {
        var more = new ArrayList<>(extras.attachments);
        more.add(attachment);
        return new DataRecord(
                type,
                values,
                origin,
                new Extras(extras.key, extras.label, extras.raw, extras.hash, extras.json, List.copyOf(more)));
    }

    /** The same record from another place. */
    public DataRecord at(Origin other) {
        return new DataRecord(type, values, other, extras);
    }

    /** Set by the engine when a stage {@link RecordPart#RAW needs} it. The array is taken over. */
    public DataRecord withRaw(byte[] raw) {
        return new DataRecord(type, values, origin, extras.with(raw, extras.hash, extras.json));
    }

    /** Set by the engine when a stage {@link RecordPart#CONTENT_HASH needs} it. */
    public DataRecord withHash(ContentHash hash) {
        return new DataRecord(type, values, origin, extras.with(extras.raw, hash, extras.json));
    }

    /** Set by the engine when a stage {@link RecordPart#JSON needs} it. The array is taken over. */
    public DataRecord withJson(byte[] json) {
        return new DataRecord(type, values, origin, extras.with(extras.raw, extras.hash, json));
    }

    /** The bytes of the source record, when a stage asked for {@link RecordPart#RAW}. Shared: do not change them. */
    public Optional<byte[]> raw() {
        return Optional.ofNullable(extras.raw);
    }

    /** The digests after the last normalizer, when a stage asked for {@link RecordPart#CONTENT_HASH}. */
    public Optional<ContentHash> hash() {
        return Optional.ofNullable(extras.hash);
    }

    /** The canonical JSON in UTF-8, when a stage asked for {@link RecordPart#JSON}. Shared: do not change it. */
    public Optional<byte[]> json() {
        return Optional.ofNullable(extras.json);
    }

    public List<Attachment> attachments() {
        return extras.attachments;
    }

    /** Equal type name, columns, values and origin; the parts that the engine adds do not count. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DataRecord that
                && type.equals(that.type)
                && Arrays.equals(values, that.values)
                && origin.equals(that.origin);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + origin.hashCode();
    }

    @Override
    public String toString() {
        return type.name() + " " + key() + " " + fields();
    }
}
