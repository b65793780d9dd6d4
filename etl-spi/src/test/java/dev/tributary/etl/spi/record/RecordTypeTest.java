package dev.tributary.etl.spi.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.RecordType.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordTypeTest {
    private static final RecordType GENE = RecordType.named("gene")
            .column("id", Kind.TEXT)
            .column("Name", Kind.TEXT)
            .column("length", Kind.INTEGER)
            .key("id")
            .label("Name")
            .build();

    @Test
    void columnsKeepTheirOrderAndHaveASortedOne() {
        assertThat(GENE.columns()).extracting(RecordType.Column::name).containsExactly("id", "Name", "length");
        assertThat(List.of(GENE.sorted(0), GENE.sorted(1), GENE.sorted(2))).containsExactly(1, 0, 2);
        assertThat(GENE.indexOf("length")).isEqualTo(2);
        assertThat(GENE.indexOf("none")).isEqualTo(-1);
        assertThat(GENE.label()).contains("Name");
        assertThat(GENE.content()).isEmpty();
        assertThat(GENE).hasToString(GENE.toString()).asString().startsWith("gene[");
    }

    @Test
    void theOrderIsByUtf16AndNotByCodePoint() {
        var type =
                RecordType.named("t").texts(List.of("\uFF5A", "\uD83D\uDE00")).build();
        assertThat(type.sorted(0)).as("a surrogate sorts before U+FF5A").isEqualTo(1);
    }

    @Test
    void aBuilderRefusesWhatCannotBe() {
        assertThatThrownBy(() -> RecordType.named("t").texts(List.of("a", "a")).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Column twice in t: a");
        for (var wrong : List.of(
                RecordType.named("t").key("b"),
                RecordType.named("t").label("b"),
                RecordType.named("t").content("b"))) {
            assertThatThrownBy(() -> wrong.texts(List.of("a")).build()).hasMessageContaining("No column b in t");
        }
    }

    @Test
    void theKeyIsACopy() {
        GENE.key()[0] = 2;
        assertThat(GENE.key()).containsExactly(0);
    }

    @Test
    void withoutTablesThereIsOneOfTheTypesOwn() {
        assertThat(GENE.tables())
                .containsExactly(new RecordType.Table("gene", List.of("id"), List.of("id", "Name", "length")));
        var type = RecordType.named("protein")
                .texts(List.of("a", "s"))
                .key("a")
                .table("metadata", List.of("a"), "a")
                .build();
        assertThat(type.tables()).extracting(RecordType.Table::name).containsExactly("metadata");
    }

    @Test
    void typesAreEqualByNameColumnsAndKey() {
        var same = RecordType.named("gene").texts(List.of("id")).key("id").build();
        var equal = RecordType.named("gene").texts(List.of("id")).key("id").build();
        assertThat(same).isEqualTo(equal).hasSameHashCodeAs(equal);
        assertThat(same)
                .isNotEqualTo(RecordType.named("gene").texts(List.of("id")).build())
                .isNotEqualTo(
                        RecordType.named("g").texts(List.of("id")).key("id").build())
                .isNotEqualTo(RecordType.named("gene")
                        .column("id", Kind.ANY)
                        .key("id")
                        .build());
    }

    @Test
    void wideningSharesOneType() {
        var wide = GENE.plus("x", Kind.ANY);
        assertThat(wide).isSameAs(GENE.plus("x", Kind.ANY));
        assertThat(wide.columns()).hasSize(4);
        assertThat(wide.label()).isEqualTo(GENE.label());
        assertThat(wide.key()).isEqualTo(GENE.key());
    }

    @Test
    void wideningEndsWhereNamesMustComeFromTheData() {
        var deep = RecordType.named("t").texts(List.of("a")).build();
        for (int i = 0; i < RecordType.MAX_ADDED_COLUMNS; i++) {
            deep = deep.plus("c" + i, Kind.ANY);
        }
        refused(deep);
        var broad = RecordType.named("t").texts(List.of("a")).build();
        for (int i = 0; i < RecordType.MAX_ADDED_COLUMNS; i++) {
            broad.plus("c" + i, Kind.ANY);
        }
        refused(broad);
        assertThat(broad.plus("c0", Kind.ANY).size()).as("known ones stay").isEqualTo(2);
    }

    private static void refused(RecordType type) {
        assertThatThrownBy(() -> type.plus("one_more", Kind.ANY)).isInstanceOfSatisfying(EtlException.class, e -> {
            assertThat(e.code()).isEqualTo(StandardError.RECORD_TOO_WIDE);
            assertThat(e).hasMessageContaining("one_more").hasMessageContaining("1000");
        });
    }
}
