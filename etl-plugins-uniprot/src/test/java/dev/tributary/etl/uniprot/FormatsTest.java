package dev.tributary.etl.uniprot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Parser;
import dev.tributary.etl.spi.stage.RecordFormat;
import dev.tributary.etl.spi.stage.ReleaseFinder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files that are written of a protein, and how they are found. */
class FormatsTest {
    static String render(RecordFormat format, DataRecord record) {
        var out = new ByteArrayOutputStream();
        try {
            format.render(record, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void datIsTheSourceByteForByte() {
        var first = new String(FlatFile.quirkBytes("whole.dat"), StandardCharsets.UTF_8).replace("\n", "\r\n");
        var second = new String(FlatFile.quirkBytes("utf8.dat"), StandardCharsets.UTF_8);
        var records = FlatFile.of(first + second).records();

        assertThat(render(new DatFormat(), records.get(0))).isEqualTo(first);
        assertThat(render(new DatFormat(), records.get(1))).isEqualTo(second);
        assertThat(new DatFormat().needs()).containsExactly(RecordPart.RAW);
    }

    @Test
    void datWithoutSourceBytesIsRefused() {
        var values = new Object[Protein.TYPE.size()];
        values[Protein.ACCESSION] = "P0QRK1";
        var record = Protein.TYPE.record(Origin.ofFile(0, "test.dat"), values);

        assertThatIllegalStateException()
                .isThrownBy(() -> render(new DatFormat(), record))
                .withMessageContaining("Cannot write P0QRK1 as dat");
    }

    @Test
    void fasta() {
        assertThat(render(new FastaFormat(), FlatFile.quirk("whole.dat").only()))
                .isEqualTo("""
                        >sp|P0QRK1|TEST_QUIRK Quirk protein OS=Testus quirkus OX=9000001 GN=qrkA PE=1 SV=3
                        MKTAYIAKQRQISFVKSHFSRQ
                        """);
    }

    @Test
    void fastaOfAnUnreviewedFragment() {
        assertThat(render(new FastaFormat(), FlatFile.quirk("subname.dat").only()))
                .startsWith(
                        ">tr|A0A0B1QRX5|A0A0B1QRX5_TESQU Quirk protein (Fragment) OS=Testus quirkus OX=9000001 GN=QRK_1"
                                + " PE=4 SV=1\n");
    }

    @Test
    void fastaOfSeveralFragments() {
        assertThat(render(new FastaFormat(), FlatFile.quirk("fragments.dat").only()))
                .startsWith(">sp|P0QRK1|TEST_QUIRK Quirk protein (Fragments) OS=Testus quirkus OX=9000001 SV=3\n");
    }

    @Test
    void fastaNamesASynonymWhenAGeneHasNothingElse() {
        assertThat(render(
                        new FastaFormat(), FlatFile.quirk("genes-synonyms.dat").only()))
                .contains(" GN=MTND3 ");
    }

    @Test
    void fastaLinesHaveSixtyResidues() {
        for (var record : FlatFile.of(SampleEntries.text()).records()) {
            var lines = render(new FastaFormat(), record).split("\n");
            for (int i = 1; i < lines.length - 1; i++) {
                assertThat(lines[i]).hasSize(60);
            }
            assertThat(lines[lines.length - 1]).hasSizeBetween(1, 60);
            assertThat(String.join("", lines).substring(lines[0].length())).isEqualTo(record.text("sequence"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Homo sapiens (Human)|Homo sapiens",
                "Escherichia coli (strain K12)|Escherichia coli (strain K12)",
                "Frog virus 3 (isolate Goorha) (FV-3)|Frog virus 3 (isolate Goorha)",
                "Severe acute respiratory syndrome coronavirus 2 (2019-nCoV) (SARS-CoV-2)|Severe acute respiratory syndrome coronavirus 2",
                "Mus musculus (Mouse), and Rattus norvegicus (Rat)|Mus musculus",
                "Helicobacter pylori (strain ATCC 700392 / 26695) (Campylobacter pylori)|Helicobacter pylori (strain ATCC 700392 / 26695)",
                "Bacillus sp.|Bacillus sp."
            })
    void scientificNames(String organism, String name) {
        assertThat(ScientificName.of(organism)).isEqualTo(name);
    }

    @Test
    void formatsAreText() {
        assertThat(new DatFormat().name()).isEqualTo("dat");
        assertThat(new FastaFormat().name()).isEqualTo("fasta");
        assertThat(new DatFormat().mediaType()).isEqualTo("text/plain");
        assertThat(new FastaFormat().mediaType()).isEqualTo("text/plain");
        assertThat(new FastaFormat().renders(Protein.TYPE)).isTrue();
        assertThat(new DatFormat().renders(Protein.TYPE)).isTrue();
        assertThat(new FastaFormat().renders(RecordType.named("gene").build())).isFalse();
        assertThat(new DatFormat().renders(RecordType.named("gene").build())).isFalse();
    }

    @Test
    void pluginsAreFoundByName() {
        var found = new HashMap<String, Class<?>>();
        for (PluginFactory<?, ?> factory : ServiceLoader.load(PluginFactory.class)) {
            if (!factory.getClass().getPackageName().equals(FormatsTest.class.getPackageName())) {
                continue; // the engine's own, which the test kit brings along
            }
            assertThat(factory.apiLevel()).isEqualTo(PluginFactory.API_LEVEL);
            assertThat(factory.revision()).isPositive();
            found.put(factory.name(), factory.kind());
        }
        assertThat(found)
                .isEqualTo(Map.of(
                        "uniprot_flat", Parser.class,
                        "uniprot_xml", Parser.class,
                        "uniprot_fasta", Parser.class,
                        "uniprot", ReleaseFinder.class,
                        "protein/dat", RecordFormat.class,
                        "protein/fasta", RecordFormat.class));
    }
}
