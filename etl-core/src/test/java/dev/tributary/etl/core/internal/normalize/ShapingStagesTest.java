package dev.tributary.etl.core.internal.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.normalize.CastOptions.OnError;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.stage.Normalizer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stages that change kinds, keys and the number of records. */
class ShapingStagesTest {
    private static final Origin ORIGIN = new Origin(0, "x.csv", 0, 1, 4, 5);
    private static final RecordType ROW = RecordType.named("row")
            .column("id", Kind.TEXT)
            .column("value", Kind.ANY)
            .key("id")
            .label("id")
            .build();

    private static DataRecord row(@Nullable String id, @Nullable Object value) {
        return ROW.record(ORIGIN, id, value);
    }

    private static List<DataRecord> all(Normalizer normalizer, DataRecord record) {
        var out = new Emitted();
        normalizer.normalize(record, out);
        return out.records;
    }

    private static @Nullable Object cast(Kind kind, Object value) {
        var cast = new Cast(new CastOptions(Map.of("value", kind), List.of("dd.MM.uuuu"), false, OnError.REJECT));
        return all(cast, row("a", value)).get(0).value("value");
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, ' 7 ', 7",
        "INTEGER, 1e3, 1000",
        "INTEGER, 1.0, 1",
        "DECIMAL, 1.50, 1.50",
        "REAL, -2.5e-3, -0.0025",
        "BOOLEAN, Yes, true",
        "BOOLEAN, 0, false",
        "DATE, 2025-01-31, 2025-01-31",
        "DATE, 31.01.2025, 2025-01-31",
        "INSTANT, 2025-01-31T12:00:00+02:00, 2025-01-31T10:00:00Z",
        "TEXT, 007, 007"
    })
    void castReadsText(Kind kind, String text, String expected) {
        assertThat(cast(kind, text)).hasToString(expected);
    }

    @Test
    void castTakesOtherKindsAndBlankTextIsAbsent() {
        assertThat(cast(Kind.TEXT, new BigDecimal("1.500"))).isEqualTo("1.5");
        assertThat(cast(Kind.TEXT, 0.1)).isEqualTo("0.1");
        assertThat(cast(Kind.INTEGER, 3.0)).isEqualTo(3L);
        assertThat(cast(Kind.REAL, 3L)).isEqualTo(3.0);
        assertThat(cast(Kind.DATE, LocalDate.EPOCH)).isEqualTo(LocalDate.EPOCH);
        assertThat(cast(Kind.INTEGER, " ")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, 1.5",
        "INTEGER, 9223372036854775808",
        "INTEGER, x",
        "INTEGER, 1e999999999",
        "REAL, NaN",
        "REAL, 1e400",
        "BOOLEAN, maybe",
        "DATE, 30.02.2025x",
        "INSTANT, 2025-01-31T12:00:00"
    })
    void castRejectsWhatItCannotReadNamingFieldAndValue(Kind kind, String text) {
        assertThatThrownBy(() -> cast(kind, text))
                .hasMessageContaining("FIELD_INVALID")
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("in value");
    }

    @Test
    void castMayLeaveOutWhatItCannotReadAndReadsDecimalCommas() {
        var lenient = new Cast(new CastOptions(Map.of("value", Kind.DECIMAL), List.of(), true, OnError.ABSENT));

        assertThat(all(lenient, row("a", "x")).get(0).value("value")).isNull();
        assertThat(all(lenient, row("a", List.of(1L))).get(0).value("value")).isNull();
        assertThat(all(lenient, row("a", "1.234.567,5")).get(0).value("value")).isEqualTo(new BigDecimal("1234567.5"));
        var type = lenient.types(List.of(ROW)).get(0);
        assertThat(type.columns().get(1).kind()).isEqualTo(Kind.DECIMAL);
        assertThat(type.label()).contains("id");
        assertThatThrownBy(() -> new CastOptions(Map.of("v", Kind.LIST), List.of(), false, OnError.REJECT))
                .hasMessageContaining("cannot cast v to list");
        assertThatThrownBy(() -> lenient.types(
                        List.of(RecordType.named("t").column("x", Kind.TEXT).build())))
                .hasMessageContaining("Cannot cast value");
    }

    @Test
    void primaryKeyReplacesTheIdentity() {
        var key = new PrimaryKey(new PrimaryKeyOptions(List.of("value", "id")));
        var record = all(key, row("a/b", 7L).identifiedAs("before", null)).get(0);

        assertThat(record.key()).isEqualTo("7/a%2Fb");
        assertThat(record.fields()).isEqualTo(row("a/b", 7L).fields());
        assertThat(key.types(List.of(ROW)).get(0).key()).containsExactly(1, 0);
        assertThatThrownBy(() -> all(key, row("a", null)))
                .hasMessageContaining("FIELD_INVALID")
                .hasMessageContaining("in value");
        assertThatThrownBy(() -> new PrimaryKeyOptions(List.of("a", "a"))).hasMessageContaining("once");
    }

    @Test
    void splitMakesARecordOfEachValueWithAKeyOfItsOwn() {
        var split = new Split(new SplitOptions("value", Optional.of(";"), SplitOptions.Empty.KEEP));

        assertThat(all(split, row("p1", List.of("x", "y/z", "x"))))
                .extracting(DataRecord::key)
                .containsExactly("p1/x", "p1/y%2Fz");
        assertThat(all(split, row("p1", " a ;; b")))
                .extracting(r -> r.value("value"))
                .containsExactly("a", "b");
        assertThat(all(split, row("p1", 7L))).extracting(DataRecord::key).containsExactly("p1/7");
        assertThat(all(split, row("p1", List.of()))).extracting(DataRecord::key).containsExactly("p1");
        assertThat(all(split, row("P1", List.of("x")).identifiedAs("p1", "name")))
                .extracting(DataRecord::key)
                .containsExactly("p1/x");
        assertThat(split.types(List.of(ROW)).get(0).key()).containsExactly(0, 1);
        var drop = new Split(new SplitOptions("value", Optional.empty(), SplitOptions.Empty.DROP));
        assertThat(all(drop, row("p1", null))).isEmpty();
        var keyless = RecordType.named("k").column("value", Kind.LIST).build();
        assertThat(all(drop, keyless.record(ORIGIN, List.of(1L, 2L))))
                .extracting(DataRecord::key)
                .containsExactly("x.csv#4/1", "x.csv#4/2");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-07-01T12:00:00Z, 2025-07-01T12:00:00Z",
        "2025-07-01T12:00:00+02:00, 2025-07-01T10:00:00Z",
        "2025-07-01T12:00:00, 2025-07-01T10:00:00Z",
        "2025-01-01 12:00, 2025-01-01T11:00:00Z",
        "2025-01-01, 2024-12-31T23:00:00Z",
        "01/02/2025 06:30, 2025-02-01T05:30:00Z",
        "2025-03-30T02:30:00, 2025-03-30T01:30:00Z"
    })
    void timestampsTakeTheOffsetOrElseTheZone(String text, String expected) {
        var options = new TimestampsOptions(List.of("value"), ZoneId.of("Europe/Berlin"), List.of("dd/MM/uuuu HH:mm"));

        assertThat(all(new Timestamps(options), row("a", text)).get(0).value("value"))
                .isEqualTo(Instant.parse(expected));
    }

    @Test
    void timestampsTakeDatesAndRejectTheRest() {
        var timestamps = new Timestamps(new TimestampsOptions(List.of("value"), ZoneId.of("UTC"), List.of()));

        assertThat(all(timestamps, row("a", LocalDate.EPOCH)).get(0).value("value"))
                .isEqualTo(Instant.EPOCH);
        assertThat(all(timestamps, row("a", Instant.EPOCH)).get(0).value("value"))
                .isEqualTo(Instant.EPOCH);
        assertThat(all(timestamps, row("a", " ")).get(0).value("value")).isNull();
        assertThatThrownBy(() -> all(timestamps, row("a", "yesterday")))
                .hasMessageContaining("'yesterday' is no point in time")
                .hasMessageContaining("in value");
        assertThatThrownBy(() -> all(timestamps, row("a", 20250101L))).hasMessageContaining("FIELD_INVALID");
        assertThat(timestamps.types(List.of(ROW)).get(0).columns().get(1).kind())
                .isEqualTo(Kind.INSTANT);
    }
}
