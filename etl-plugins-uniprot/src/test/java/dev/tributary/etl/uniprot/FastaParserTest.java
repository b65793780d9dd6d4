package dev.tributary.etl.uniprot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** UniProt's headers, and what FASTA files of other hands hold. */
class FastaParserTest {
    private static final String SAMPLE = new String(FlatFile.quirkBytes("proteins.fasta"), StandardCharsets.UTF_8);
    private static final String HEADER = ">sp|P0QRK1|TEST_QUIRK Quirk protein OS=Testus OX=9 GN=q PE=1 SV=3\n";

    private static FlatFile parse(String fasta) {
        return FlatFile.by(FlatFile.fastaParser(), fasta.getBytes(StandardCharsets.UTF_8));
    }

    private static String render(FlatFile file) throws IOException {
        var text = new StringBuilder();
        for (var record : file.records()) {
            text.append(FormatsTest.render(new FastaFormat(), record));
        }
        return text.toString();
    }

    @Test
    void theFormatGivesTheBytesBack() throws IOException {
        assertThat(render(parse(SAMPLE))).isEqualTo(SAMPLE);
    }

    @Test
    void headersBecomeColumns() {
        var records = parse(SAMPLE).records();

        assertThat(records.get(0).fields())
                .containsEntry("accession", "P0QRK1")
                .containsEntry("entry_name", "TEST_QUIRK")
                .containsEntry("reviewed", true)
                .containsEntry("protein_name", "Quirk protein")
                .containsEntry("organism_name", "Testus quirkus (strain ATCC 1 / Q=2)")
                .containsEntry("taxonomy_id", 9000001L)
                .containsEntry("gene_names", List.of("qrkA"))
                .containsEntry("protein_existence", "1: Evidence at protein level")
                .containsEntry("sequence_version", 3L)
                .containsEntry("sequence_length", 66L);
        assertThat(records.get(1).fields())
                .containsEntry("reviewed", false)
                .containsEntry("protein_name", "Odd protein, EC=1.2.3.4, of GN=odd")
                .containsEntry("flags", List.of("Fragments"))
                .doesNotContainKey("gene_name");
        assertThat(records.get(2).fields())
                .containsEntry("accession", "P0QRK1-2")
                .containsEntry("protein_name", "Isoform 2 of Quirk protein")
                .containsEntry("gene_name", "qrk A;1")
                .doesNotContainKeys("protein_existence", "sequence_version");
        assertThat(records.get(3).fields()).containsEntry("fragment", true).doesNotContainKey("taxonomy_id");
    }

    @Test
    void aRecordOfFastaEqualsThatOfTheFlatFileWhereItSpeaks() throws IOException {
        var flat = FlatFile.quirk("whole.dat").only();
        var fasta = parse(FormatsTest.render(new FastaFormat(), flat)).only();

        for (var field : fasta.fields().entrySet()) {
            if (!field.getKey().equals("gene_names")) {
                assertThat(flat.fields()).containsEntry(field.getKey(), field.getValue());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MK\\r\\nTA\\r\\n    | MKTA | ''
            MK\\n\\n T A\\n\\n   | MKTA | ''
            MKTA             | MKTA | ''
            mkTA\\n           | MKTA | lower-case letters
            MKTA*\\n          | MKTA | ends with a star
            MKUA\\n           | MKUA | unusual residues (U)
            """)
    void sequencesOfOtherHandsAreRead(String written, String sequence, String warning) {
        var file = parse(HEADER + written.replace("\\r", "\r").replace("\\n", "\n"));

        assertThat(file.only().text("sequence")).isEqualTo(sequence);
        assertThat(String.join("", file.warnings())).contains(warning);
        assertThat(file.warnings()).hasSize(warning.isEmpty() ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            >sp|P1|N X OS=T OX=9         # RECORD_MALFORMED # there is no sequence
            >sp|P1|N X OS=T OX=9\\n\\n  # RECORD_MALFORMED # there is no sequence
            >sp|P1|N X OS=T OX=9\\n*\\n # RECORD_MALFORMED # there is no sequence
            >sp|P1|N X\\nMK\\nM-K        # RECORD_MALFORMED # ('-' in line 3)
            >sp|P1|N X\\nM*K             # RECORD_MALFORMED # ('*' in line 2)
            >sp|P1|N X OX=nine\\nMK      # FIELD_INVALID    # OX= has no number (nine)
            >sp|P1|N X PE=6\\nMK         # FIELD_INVALID    # PE is no kind of existence (6)
            >sp|P1|N X SV=1b\\nMK        # FIELD_INVALID    # SV= has no number (1b)
            >gi|1|N X\\nMK               # RECORD_MALFORMED # the header has another form (>gi|1|N X)
            >sp||N X\\nMK                # RECORD_MALFORMED # the header has another form
            >sp|P1|\\nMK                 # RECORD_MALFORMED # the header has another form
            >sp|P1\\nMK                  # RECORD_MALFORMED # the header has another form
            >\\nMK                       # RECORD_MALFORMED # the header has another form
            >A2D504_ATEGE/1-46\\n--FK-N  # RECORD_MALFORMED # take another parser
            """)
    void whatIsWrongIsRejected(String written, String code, String message) {
        var file = parse(written.replace("\\n", "\n") + "\n" + HEADER + "MK\n");

        assertThat(file.records()).hasSize(1);
        assertThat(file.rejects()).hasSize(1);
        assertThat(file.rejects().get(0).code()).isEqualTo(StandardError.valueOf(code));
        assertThat(file.rejects().get(0).toString()).contains(message);
    }

    @Test
    void linesBeforeTheFirstHeaderAreNoRecords() {
        assertThat(parse("; a comment\n" + HEADER + "MK\n").records()).hasSize(1);
        assertThat(parse("MK\nMK\n").records()).isEmpty();
    }

    @Test
    void equalEntriesStayTwo() {
        assertThat(parse(SAMPLE + SAMPLE).records()).hasSize(8);
    }
}
