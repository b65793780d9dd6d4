package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.plugin.Option;
import dev.tributary.etl.spi.record.RecordType.Kind;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Options of the normalizer {@code cast}. */
public record CastOptions(
        @Option(
                value = "Columns and their new kinds: text, integer, real, decimal, boolean, date or instant.",
                example = "{length: integer, released: date}")
        Map<String, Kind> fields,

        @Option(
                value = "How dates are written, as patterns of Java's DateTimeFormatter; ISO 8601 is always read.",
                example = "[dd.MM.uuuu]")
        List<String> dateFormats,

        @Option(
                value = "Whether a comma is the decimal point; dots and blanks between digits are dropped then.",
                defaultValue = "false")
        boolean decimalComma,

        @Option(
                value = "What becomes of a value that cannot be read: reject (the record) or absent (the value goes).",
                defaultValue = "reject")
        OnError onError) {
    /** What becomes of a value that cannot be read. */
    public enum OnError {
        /** The record is a dead letter that names field and value. */
        REJECT,
        /** The value is absent, as an empty text is. */
        ABSENT
    }

    private static final Set<Kind> NO_SCALARS = EnumSet.of(Kind.LIST, Kind.MAP, Kind.ANY);

    public CastOptions {
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
        dateFormats = List.copyOf(dateFormats);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("'fields' casts nothing");
        }
        fields.forEach((name, kind) -> {
            if (NO_SCALARS.contains(kind)) {
                throw new IllegalArgumentException("cannot cast " + name + " to "
                        + kind.name().toLowerCase(Locale.ROOT) + ": name one kind of value");
            }
        });
        dateFormats.forEach(format -> Objects.requireNonNull(DateTimeFormatter.ofPattern(format, Locale.ENGLISH)));
    }
}
