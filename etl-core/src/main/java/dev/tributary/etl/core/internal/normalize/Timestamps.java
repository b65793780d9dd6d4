package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.core.internal.record.ColumnNames;
import dev.tributary.etl.core.internal.record.PerType;
import dev.tributary.etl.core.internal.record.Retyping;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.stage.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads columns as points in time: a written offset counts, else the zone; a date is its first moment there. Blank text is absent. */
final class Timestamps implements Normalizer {
    private final TimestampsOptions options;
    private final List<DateTimeFormatter> formats = new ArrayList<>();
    private final PerType<RecordType> targets = new PerType<>(this::target);

    Timestamps(TimestampsOptions options) {
        this.options = options;
        options.formats().forEach(format -> formats.add(DateTimeFormatter.ofPattern(format, Locale.ENGLISH)));
        formats.add(DateTimeFormatter.ISO_DATE_TIME);
        formats.add(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm[:ss][XXX]", Locale.ENGLISH));
        formats.add(DateTimeFormatter.ISO_LOCAL_DATE);
    }

    @Override
    public List<RecordType> types(List<RecordType> incoming) {
        ColumnNames.check("read timestamps of", options.fields(), incoming);
        return incoming.stream().map(targets::of).toList();
    }

    private RecordType target(RecordType type) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        options.fields().forEach(field -> kinds.put(field, Kind.INSTANT));
        return Retyping.retyped(type, kinds, Retyping.keyNames(type));
    }

    @Override
    public void normalize(DataRecord record, Emitter out) {
        var type = record.type();
        var values = new @Nullable Object[type.size()];
        for (int i = 0; i < values.length; i++) {
            var name = type.columns().get(i).name();
            var value = record.value(i);
            values[i] = value != null && options.fields().contains(name) ? instant(name, value) : value;
        }
        out.emit(record.as(targets.of(type), values));
    }

    private @Nullable Instant instant(String field, Object value) {
        if (value instanceof Instant instant) {
            return instant;
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay(options.zone()).toInstant();
        }
        if (!(value instanceof String text)) {
            throw FieldProblem.invalid(field, value, "point in time");
        }
        return text.isBlank() ? null : parsed(field, text.strip());
    }

    private Instant parsed(String field, String text) {
        for (var format : formats) {
            try {
                return inZone(format.parseBest(
                        text, ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
            } catch (DateTimeException e) {
                // The next format may fit; when none does, the record is rejected below.
            }
        }
        throw FieldProblem.invalid(field, text, "point in time in ISO 8601 or one of 'formats'");
    }

    private Instant inZone(TemporalAccessor time) {
        if (time instanceof ZonedDateTime zoned) {
            return zoned.toInstant();
        }
        if (time instanceof OffsetDateTime offset) {
            return offset.toInstant();
        }
        return time instanceof LocalDateTime local
                ? local.atZone(options.zone()).toInstant()
                : LocalDate.from(time).atStartOfDay(options.zone()).toInstant();
    }
}
