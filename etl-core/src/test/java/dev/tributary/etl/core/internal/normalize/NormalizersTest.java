package dev.tributary.etl.core.internal.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.record.ContentHash;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.stage.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NormalizersTest {
    private static final RecordType PROTEIN = RecordType.named("protein")
            .column("accession", Kind.TEXT)
            .column("name", Kind.TEXT)
            .column("genes", Kind.LIST)
            .column("more", Kind.MAP)
            .column("length", Kind.INTEGER)
            .key("accession")
            .label("name")
            .content("name")
            .build();
    private static final Origin ORIGIN = Origin.ofFile(0, "x.dat");

    private static DataRecord protein(String accession, String name) {
        return PROTEIN.record(ORIGIN, accession, name, null, null, 7L);
    }

    private static DataRecord one(Normalizer normalizer, DataRecord record) {
        var out = new Emitted();
        normalizer.normalize(record, out);
        assertThat(out.records).hasSize(1);
        return out.records.get(0);
    }

    @Test
    void lowercaseIdentifiersTouchesNoField() {
        var before = protein("P01234", "INS_HUMAN").withHash(new ContentHash("a", "b", null));
        var after = one(new LowercaseIdentifiers(), before);

        assertThat(after.key()).isEqualTo("p01234");
        assertThat(after.name()).isEqualTo("ins_human");
        assertThat(after.fields()).isEqualTo(before.fields());
        assertThat(after.hash()).isEqualTo(before.hash());
    }

    @Test
    void lowercaseIdentifiersWorksWithoutNameAndWithoutTheDefaultLocale() {
        var type = RecordType.named("t").column("id", Kind.TEXT).key("id").build();
        var after = one(new LowercaseIdentifiers(), type.record(ORIGIN, "TITIN"));

        assertThat(after.key()).isEqualTo("titin");
        assertThat(after.name()).isNull();
    }

    @Test
    void trimTakesUnicodeWhiteSpaceAndMakesEmptyTextAbsent() {
        var trim = new Trim(new TrimOptions(List.of(), false));

        assertThat(one(trim, protein("\u00a0P1\u3000", "\t \u2007\n")).fields())
                .isEqualTo(Map.of("accession", "P1", "length", 7L));
        var clean = protein("P1", "a b");
        assertThat(one(trim, clean)).isSameAs(clean);
    }

    @Test
    void trimKeepsToItsFields() {
        var trim = new Trim(new TrimOptions(List.of("name", "nowhere"), false));

        assertThat(one(trim, protein(" P1 ", " n ")).fields())
                .containsEntry("accession", " P1 ")
                .containsEntry("name", "n");
    }

    @Test
    void trimGoesIntoListsAndMapsOnlyWhenAsked() {
        var more = new LinkedHashMap<String, Object>();
        more.put("a", " x ");
        more.put("b", List.of("\u2003"));
        more.put("c", " ");
        var record = PROTEIN.record(ORIGIN, "P1", null, List.of(" g ", "", 5L, List.of(" h")), more, null);

        assertThat(one(new Trim(new TrimOptions(List.of(), false)), record)).isSameAs(record);
        var trimmed = one(new Trim(new TrimOptions(List.of(), true)), record);
        assertThat(trimmed.value("genes")).isEqualTo(List.of("g", 5L, List.of("h")));
        assertThat(trimmed.value("more")).isEqualTo(Map.of("a", "x", "b", List.of()));
    }

    @Property
    void trimmingTwiceIsTrimmingOnce(@ForAll String text) {
        var once = WhiteSpace.trimmed(text);

        assertThat(once == null ? null : WhiteSpace.trimmed(once)).isEqualTo(once);
        assertThat(once == null || text.contains(once)).isTrue();
    }

    @Test
    void renameRenamesAllAtOnceAndAnnouncesIt() {
        var rename = new Rename(new RenameOptions(Map.of("accession", "name", "name", "accession", "length", "aa")));
        var type = rename.types(List.of(PROTEIN)).get(0);
        var after = one(rename, protein("P1", "n"));

        assertThat(type.columns())
                .extracting(RecordType.Column::name)
                .containsExactly("name", "accession", "genes", "more", "aa");
        assertThat(after.type()).isSameAs(type);
        assertThat(type.label()).contains("accession");
        assertThat(type.content()).contains("accession");
        assertThat(after.fields()).isEqualTo(Map.of("name", "P1", "accession", "n", "aa", 7L));
        assertThat(after.key()).isEqualTo("P1");
    }

    @Test
    void renameRefusesUnknownNamesOnlyWhenTypesAreKnown() {
        var rename = new Rename(new RenameOptions(Map.of("OS", "organism")));

        assertThatThrownBy(() -> rename.types(List.of(PROTEIN)))
                .isInstanceOf(EtlException.class)
                .hasMessageContaining("rename OS")
                .hasMessageContaining("accession, genes");
        assertThat(rename.types(List.of())).isEmpty();
        assertThat(one(rename, protein("P1", "n")).fields()).containsEntry("name", "n");
    }

    @Test
    void renameRefusesNamesThatMeet() {
        assertThatThrownBy(() -> new RenameOptions(Map.of("a", "x", "b", "x"))).hasMessageContaining("named x");
        var rename = new Rename(new RenameOptions(Map.of("length", "name")));
        assertThatThrownBy(() -> rename.types(List.of(PROTEIN))).hasMessageContaining("from name and length");
        assertThatThrownBy(() -> rename.normalize(protein("P1", "n"), new Emitted()))
                .hasMessageContaining("twice");
    }

    @Test
    void selectKeepsOrDropsButNeverTheKey() {
        var keep = new Select(new SelectOptions(List.of("length", "accession"), List.of()));
        var drop = new Select(new SelectOptions(List.of(), List.of("length", "name")));

        assertThat(one(keep, protein("P1", "n")).fields().toString()).isEqualTo("{accession=P1, length=7}");
        assertThat(drop.types(List.of(PROTEIN)).get(0).columns()).hasSize(3);
        assertThat(drop.types(List.of(PROTEIN)).get(0).label()).isEmpty();
        var keyless = new Select(new SelectOptions(List.of("name"), List.of()));
        assertThatThrownBy(() -> keyless.types(List.of(PROTEIN))).hasMessageContaining("identifies");
        var slip = new Select(new SelectOptions(List.of(), List.of("lenght")));
        assertThatThrownBy(() -> slip.types(List.of(PROTEIN))).hasMessageContaining("lenght");
        assertThatThrownBy(() -> new SelectOptions(List.of(), List.of())).hasMessageContaining("one of");
    }

    @Test
    void typesAreMadeOnceAlsoWhenTheParserMakesAnEqualOneForEachChunk() {
        var rename = new Rename(new RenameOptions(Map.of("a", "b")));
        var targets = new ArrayList<RecordType>();
        for (int chunk = 0; chunk < 500; chunk++) {
            var type = RecordType.named("row").texts(List.of("a", "c")).build();
            targets.add(one(rename, type.record(ORIGIN, "1", "2")).type());
        }
        assertThat(targets).allSatisfy(type -> assertThat(type).isSameAs(targets.get(0)));
    }
}
