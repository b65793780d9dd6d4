package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.plugin.Option;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Options of the normalizer {@code timestamps}. */
public record TimestampsOptions(
        @Option(value = "The columns with points in time.", example = "[obs_time]")
        List<String> fields,

        @Option(
                value = "The zone of times and dates that are written without one.",
                defaultValue = "UTC",
                example = "America/Argentina/Buenos_Aires")
        ZoneId zone,

        @Option(
                value = "How times are written, as patterns of Java's DateTimeFormatter; ISO 8601 is always read.",
                example = "[dd/MM/uuuu HH:mm]")
        List<String> formats) {
    public TimestampsOptions {
        fields = List.copyOf(fields);
        formats = List.copyOf(formats);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("'fields' names no column");
        }
        formats.forEach(format -> Objects.requireNonNull(DateTimeFormatter.ofPattern(format, Locale.ENGLISH)));
    }
}
