package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.record.ContentHash;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.LoadTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a column's value comes from: a field of the record, one of its maps, or what the record is known by. */
record Field(String text) {
    private static final String OWN = "@";
    private static final List<String> OWN_FIELDS =
            List.of("@identifier", "@name", "@content_sha256", "@release", "@entry_id");
    private static final Map<String, String> DIGESTS = Map.of("@sha256:", "SHA-256", "@md5:", "MD5");

    Field {
        if (text.isBlank()
                || text.startsWith(OWN)
                        && !OWN_FIELDS.contains(text)
                        && digestOf(text).isEmpty()) {
            throw new IllegalArgumentException(
                    "the field '" + text + "' is none; those of the record itself are " + String.join(", ", OWN_FIELDS)
                            + ", and @sha256:FIELD and @md5:FIELD are digests of a field's text");
        }
    }

    /** The digest of another field's text. */
    static Field sha256(String field) {
        return new Field("@sha256:" + field);
    }

    /** The digest of another field's text. */
    static Field md5(String field) {
        return new Field("@md5:" + field);
    }

    private static Optional<String> digestOf(String text) {
        return DIGESTS.keySet().stream()
                .filter(prefix -> text.startsWith(prefix) && text.length() > prefix.length())
                .findFirst();
    }

    boolean isOwn() {
        return text.startsWith(OWN);
    }

    boolean isHash() {
        return text.equals("@content_sha256");
    }

    boolean isIdentifier() {
        return text.equals("@identifier");
    }

    /** The record's column, and then keys of maps. */
    List<String> path() {
        return Arrays.asList(text.split("\\.", -1));
    }

    boolean isNested() {
        return !isOwn() && text.indexOf('.') >= 0;
    }

    /** Null when it is absent. */
    @Nullable
    Object value(DataRecord record, LoadTarget target) {
        return switch (text) {
            case "@identifier" -> record.key();
            case "@name" -> record.name();
            case "@content_sha256" -> record.hash().map(ContentHash::sha256).orElse(null);
            case "@release" -> target.release();
            case "@entry_id" -> EntryId.of(target.organization(), record).toString();
            default -> isOwn() ? digest(record) : isNested() ? nested(record) : record.value(text);
        };
    }

    private @Nullable String digest(DataRecord record) {
        var prefix = digestOf(text).orElseThrow();
        var of = record.text(text.substring(prefix.length()));
        return of == null ? null : Digests.hex(DIGESTS.getOrDefault(prefix, ""), of);
    }

    private @Nullable Object nested(DataRecord record) {
        // A field that has dots in its own name goes before one in a map.
        Object value = record.value(text);
        if (value != null) {
            return value;
        }
        var path = path();
        value = record.value(path.get(0));
        for (int i = 1; i < path.size(); i++) {
            value = value instanceof Map<?, ?> map ? map.get(path.get(i)) : null;
        }
        return value;
    }

    /** The value as it stands in the record's canonical JSON. */
    Optional<String> json(byte[] record) {
        var whole = JsonSlice.whole(record).member(text);
        if (whole.isPresent() || !isNested()) {
            return whole.map(JsonSlice::text);
        }
        var slice = Optional.of(JsonSlice.whole(record));
        for (var name : path()) {
            slice = slice.flatMap(s -> s.member(name));
        }
        return slice.map(JsonSlice::text);
    }

    @Override
    public String toString() {
        return text;
    }
}
