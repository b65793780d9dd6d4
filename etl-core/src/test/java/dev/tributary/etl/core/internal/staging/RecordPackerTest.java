package dev.tributary.etl.core.internal.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.ledger.PackedRecord;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people find who query the rows that wait. */
class RecordPackerTest {
    private static final Origin ORIGIN = new Origin(0, "a.dat", 0, 10, 0, 1);

    private final RecordPacker packer = new RecordPacker(Optional.empty());

    RecordPackerTest() {
        packer.begin("a.dat");
    }

    private static RecordType type() {
        return RecordType.named("protein")
                .column("id", RecordType.Kind.TEXT)
                .column("any", RecordType.Kind.ANY)
                .key("id")
                .build();
    }

    private static DataRecord record(Object any) {
        return type().record(ORIGIN, "P1", any);
    }

    private String json(Object any) {
        var packed = packer.pack(record(any), PackedRecord.Kind.RECORD, 0);
        return new String(packed.data(), StandardCharsets.UTF_8);
    }

    @Test
    void usualValuesArePlainJson() {
        var map = new LinkedHashMap<String, Object>();
        map.put("z", List.of("a", "b"));
        map.put("mass", 12L);
        map.put("at", Instant.parse("2026-01-02T03:04:05.123456789Z"));
        map.put("day", LocalDate.of(2026, 1, 2));
        map.put("real", 0.1);
        map.put("price", new BigDecimal("1.10"));
        map.put("empty", Map.of());

        assertThat(json(map))
                .isEqualTo("{\"id\":\"P1\",\"any\":{\"z\":[\"a\",\"b\"],\"mass\":12,"
                        + "\"at\":\"2026-01-02T03:04:05.123456789Z\",\"day\":\"2026-01-02\",\"real\":0.1,\"price\":1.10,"
                        + "\"empty\":{}}}");
    }

    @Test
    void longsAndDecimalsMayBeMixed() {
        assertThat(json(List.of(1L, new BigDecimal("2.5"), "x", true, new BigDecimal("9223372036854775808"))))
                .isEqualTo("{\"id\":\"P1\",\"any\":[1,2.5,\"x\",true,9223372036854775808]}");
        assertThat(json(List.of(new BigDecimal("3")))).isEqualTo("{\"id\":\"P1\",\"any\":[{\"$\":[\"n\",\"3\",0]}]}");
    }

    @Test
    void onlyTheValueThatDoesNotFitHasATag() {
        json(Map.of("at", Instant.EPOCH));

        assertThat(json(Map.of("at", "soon"))).isEqualTo("{\"id\":\"P1\",\"any\":{\"at\":{\"$\":[\"s\",\"soon\"]}}}");
        assertThat(json("a\0b")).contains("{\"$\":[\"u\",\"");
        assertThat(json(-0.0)).contains("{\"$\":[\"d\",\"-0.0\"]}");
    }

    @Test
    void typesThatAreMadeAnewForEachChunkHaveOneShape() {
        for (int i = 0; i < 5; i++) {
            json(Map.of("a", (long) i));
        }
        assertThat(packer.shapes()).hasSize(1);
        var first = packer.shapes();

        packer.begin("a.dat");
        json(Map.of("a", 9L));
        assertThat(packer.shapes()).isEqualTo(first);
    }

    @Test
    void namesThatComeFromTheDataDoNotMakeTheShapeGrow() {
        for (int i = 0; i < 20_000; i++) {
            json(Map.of("name " + i, (long) i));
        }
        assertThat(packer.shapes().get(0)).hasSizeLessThan(100_000);
    }

    @Test
    void whatCannotBeKeptIsRejectedAndTakesNoPlace() {
        Object nested = "deep";
        for (int i = 0; i < 600; i++) {
            nested = List.of(nested);
        }
        Object tooDeep = nested;

        assertThatThrownBy(() -> json(tooDeep)).isInstanceOfSatisfying(EtlException.class, e -> assertThat(e.code())
                .isEqualTo(StandardError.VALUE_UNREPRESENTABLE));
        assertThatThrownBy(() -> json(Map.of("x", 'c'))).hasMessageContaining("java.lang.Character");
        assertThat(packer.pack(record(1L), PackedRecord.Kind.RECORD, 0).place()).isZero();
    }
}
