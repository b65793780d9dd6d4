package dev.tributary.etl.core.internal.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.normalize.Emitted;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.ContentHash;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnrichTest {
    private static final Origin ORIGIN = Origin.ofFile(0, "x");

    private static RecordType type() {
        return RecordType.named("t").texts(List.of("id", "source")).key("id").build();
    }

    private static DataRecord one(Enrich enrich, DataRecord record) {
        var out = new Emitted();
        enrich.transform(new Batch(0, List.of(record)), out);
        assertThat(out.records).hasSize(1);
        return out.records.get(0);
    }

    @Test
    void addsTypedColumnsAndKeepsTheHash() {
        var fields = new HashMap<String, Object>(Map.of(
                "text",
                "x",
                "whole",
                5L,
                "real",
                1.5,
                "exact",
                new BigDecimal("2.50"),
                "flag",
                true,
                "list",
                List.of("a", 1L)));
        fields.put("map", Map.of("k", List.of("v")));
        var enrich = new Enrich(new EnrichOptions(fields, false));
        var announced = enrich.types(List.of(type())).get(0);
        var hash = new ContentHash("a", "b", null);
        var record = type().record(ORIGIN, "1", null).withHash(hash);

        var enriched = one(enrich, record);

        assertThat(enriched.type()).isEqualTo(announced);
        assertThat(announced.columns())
                .contains(
                        new RecordType.Column("text", Kind.TEXT),
                        new RecordType.Column("whole", Kind.INTEGER),
                        new RecordType.Column("real", Kind.REAL),
                        new RecordType.Column("exact", Kind.DECIMAL),
                        new RecordType.Column("flag", Kind.BOOLEAN),
                        new RecordType.Column("list", Kind.LIST),
                        new RecordType.Column("map", Kind.MAP));
        assertThat(enriched.hash()).contains(hash);
        fields.put("id", "1");
        assertThat(enriched.fields()).isEqualTo(fields);
    }

    @Test
    void aValueIsReplacedOnlyWhenThatIsWritten() {
        var fields = Map.<String, Object>of("source", "UniProtKB");
        var full = type().record(ORIGIN, "1", "other");

        assertThat(one(new Enrich(new EnrichOptions(fields, false)), type().record(ORIGIN, "1", null))
                        .value("source"))
                .isEqualTo("UniProtKB");
        assertThatThrownBy(() -> one(new Enrich(new EnrichOptions(fields, false)), full))
                .hasMessageContaining("has a value in source")
                .hasMessageContaining("overwrite: true");
        assertThat(one(new Enrich(new EnrichOptions(fields, true)), full).value("source"))
                .isEqualTo("UniProtKB");
    }

    @Test
    void aValueThatItsColumnCannotHoldIsRefusedBeforeTheRun() {
        var enrich = new Enrich(new EnrichOptions(Map.of("source", 5L), true));

        assertThatThrownBy(() -> enrich.types(List.of(type())))
                .hasMessageContaining("column source holds TEXT, not INTEGER")
                .hasMessageContaining("in quotes");
    }

    @Test
    void constantsAreCheckedAndCopied() {
        var list = new ArrayList<Object>(List.of("a"));
        var options = new EnrichOptions(Map.of("l", list), false);
        list.add("b");

        assertThat(options.fields()).containsEntry("l", List.of("a"));
        assertThatThrownBy(() -> new EnrichOptions(Map.of(), false)).hasMessageContaining("adds nothing");
        assertThatThrownBy(() -> new EnrichOptions(Map.of("n", Double.NaN), false))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new EnrichOptions(Map.of("n", 5), false)).hasMessageContaining("Integer");
        var holed = new ArrayList<Object>(Collections.nCopies(1, null));
        assertThatThrownBy(() -> new EnrichOptions(Map.of("n", holed), false)).hasMessageContaining("empty");
    }
}
