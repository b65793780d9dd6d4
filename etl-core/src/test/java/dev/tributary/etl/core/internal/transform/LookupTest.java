package dev.tributary.etl.core.internal.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.normalize.Emitted;
import dev.tributary.etl.core.internal.transform.LookupOptions.Missing;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.ContentHash;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.stage.Transformer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookupTest {
    private static final RecordType POINT = RecordType.named("point")
            .column("series", Kind.TEXT)
            .column("code", Kind.INTEGER)
            .key("series")
            .build();

    private static DataRecord point(String series, long code) {
        return POINT.record(Origin.ofFile(0, "x"), series, code).withHash(new ContentHash("a", "b", null));
    }

    private static DataRecord one(Transformer transformer, DataRecord record) throws IOException, InterruptedException {
        var out = new Emitted();
        transformer.transform(new Batch(0, List.of(record)), out);
        assertThat(out.records).hasSize(1);
        return out.records.get(0);
    }

    @Test
    void aRowSetsItsColumnsAndTheHashStays() throws Exception {
        var lookup = new Lookup(new LookupOptions(
                "series",
                Map.of("fx", Map.of("unit", "ARS", "days", 1L), "cpi", Map.of("unit", "%")),
                Optional.empty(),
                Missing.KEEP));
        var found = one(lookup, point("fx", 1));

        assertThat(found.value("unit")).isEqualTo("ARS");
        assertThat(found.value("days")).isEqualTo(1L);
        assertThat(found.hash()).contains(new ContentHash("a", "b", null));
        assertThat(one(lookup, point("cpi", 1)).value("days")).isNull();
        assertThat(one(lookup, point("none", 1)).fields())
                .isEqualTo(point("none", 1).fields());
        assertThat(lookup.types(List.of(POINT)).get(0).columns())
                .contains(new RecordType.Column("unit", Kind.TEXT), new RecordType.Column("days", Kind.INTEGER));
    }

    @Test
    void plainValuesGoIntoAColumn() throws Exception {
        var table = Map.<String, Object>of("7", "seven");
        var lookup = new Lookup(new LookupOptions("code", table, Optional.of("word"), Missing.REJECT));

        assertThat(one(lookup, point("a", 7)).value("word")).isEqualTo("seven");
        assertThatThrownBy(() -> one(lookup, point("a", 8)))
                .hasMessageContaining("'8' is not in the table")
                .hasMessageContaining("in code");
        var clash = new Lookup(new LookupOptions("code", table, Optional.empty(), Missing.KEEP));
        assertThatThrownBy(() -> clash.types(List.of(POINT)))
                .hasMessageContaining("column code holds INTEGER, not TEXT");
        assertThatThrownBy(() -> clash.types(
                        List.of(RecordType.named("t").column("x", Kind.TEXT).build())))
                .hasMessageContaining("Cannot look up code");
    }

    @Test
    void theJobsInstantIsTheSameForAllRecords() throws Exception {
        var instant = Instant.parse("2025-06-18T00:00:00Z");
        var time = new JobTime(new JobTimeOptions(List.of()), instant);

        assertThat(one(time, point("a", 1)).value("collection_date")).isEqualTo(instant);
        assertThat(one(time, point("a", 1)).hash()).isPresent();
        assertThat(time.types(List.of(POINT)).get(0).columns())
                .contains(new RecordType.Column("collection_date", Kind.INSTANT));
        var clash = new JobTime(new JobTimeOptions(List.of("code")), instant);
        assertThatThrownBy(() -> clash.types(List.of(POINT))).hasMessageContaining("column code");
    }
}
