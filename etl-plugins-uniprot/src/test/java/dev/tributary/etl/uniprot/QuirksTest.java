package dev.tributary.etl.uniprot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.record.DataRecord;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One quirk of the format each; {@code quirks/README.md} says which. */
class QuirksTest {
    @Test
    void wholeEntry() {
        var record = FlatFile.quirk("whole.dat").only();

        assertThat(record.key()).isEqualTo("P0QRK1");
        assertThat(record.fields())
                .containsEntry("accession", "P0QRK1")
                .containsEntry("secondary_accessions", List.of("Q0QRK2", "Q0QRK3"))
                .containsEntry("entry_name", "TEST_QUIRK")
                .containsEntry("reviewed", true)
                .containsEntry("protein_name", "Quirk protein")
                .containsEntry("alternative_names", List.of("QP", "Odd protein"))
                .containsEntry("ec_numbers", List.of("1.2.3.4"))
                .containsEntry("gene_name", "qrkA")
                .containsEntry("gene_names", List.of("qrkA", "oddA", "strA", "qrkB", "QRK_0002"))
                .containsEntry("organism_name", "Testus quirkus")
                .containsEntry("taxonomy_id", 9_000_001L)
                .containsEntry("taxonomy_lineage", List.of("Bacteria", "Testus"))
                .containsEntry("protein_existence", "1: Evidence at protein level")
                .containsEntry("keywords", List.of("Membrane", "Quirk word", "Reference proteome"))
                .containsEntry("sequence", "MKTAYIAKQRQISFVKSHFSRQ")
                .containsEntry("sequence_length", 22L)
                .containsEntry("mass_da", 2_655L)
                .containsEntry("crc64", "B0947C4BDFFF1FE5")
                .containsEntry("sequence_version", 3L)
                .containsEntry("entry_version", 76L)
                .containsEntry("entry_created", LocalDate.of(2008, 1, 15))
                .containsEntry("sequence_updated", LocalDate.of(2007, 11, 13))
                .containsEntry("annotation_updated", LocalDate.of(2022, 8, 3))
                .containsEntry("release_date", LocalDate.of(2022, 8, 3))
                .doesNotContainKeys(
                        "taxonomy_ids",
                        "organelle",
                        "organism_hosts",
                        "fragment",
                        "flags",
                        "components",
                        "unknown_lines");
    }

    @Test
    void wholeEntryLists() {
        var record = FlatFile.quirk("whole.dat").only();

        assertThat(list(record, "publications"))
                .containsExactly(
                        Map.ofEntries(
                                Map.entry("number", 1L),
                                Map.entry(
                                        "positions",
                                        "NUCLEOTIDE SEQUENCE [GENOMIC DNA], AND FUNCTION IN STRAINS THAT THE WHOLE"
                                                + " LABORATORY KNOWS"),
                                Map.entry("comments", "STRAIN=QK1; TISSUE=Leaf"),
                                Map.entry("pubmed", "12345678"),
                                Map.entry("doi", "10.1000/quirk.1"),
                                Map.entry("group", "The Quirk Consortium"),
                                Map.entry("authors", List.of("Adams A.B.", "Baker C.", "Clark D.")),
                                Map.entry("title", "A quirk of the format."),
                                Map.entry("location", "J. Quirks 1:1-9(2001)")),
                        Map.of(
                                "number",
                                2L,
                                "positions",
                                "SUBUNIT",
                                "authors",
                                List.of("Davis E."),
                                "location",
                                "Submitted (JAN-2002) to UniProtKB"));
        assertThat(list(record, "comments"))
                .containsExactly(
                        Map.of(
                                "topic", "FUNCTION",
                                "text", "Does what a quirk does, in a way that needs more than one line.",
                                "evidence", "ECO:0000269|PubMed:1, ECO:0000305"),
                        Map.of("topic", "SIMILARITY", "text", "Belongs to the quirk family."));
        assertThat(list(record, "cross_references"))
                .containsExactly(
                        Map.of(
                                "database", "EMBL",
                                "id", "ZZ000001",
                                "properties", List.of("ZZZ00001.1", "-", "Genomic_DNA")),
                        Map.of(
                                "database", "RefSeq",
                                "id", "NP_900001.1",
                                "properties", List.of("NC_800001.1"),
                                "isoform", "P0QRK1-2"));
        assertThat(list(record, "features"))
                .containsExactly(
                        Map.of(
                                "type", "CHAIN",
                                "start", "1",
                                "end", "22",
                                "note", "Quirk protein",
                                "evidence", "ECO:0000269|PubMed:1, ECO:0000305",
                                "id", "PRO_0000000001"),
                        Map.of(
                                "type", "BINDING",
                                "start", "5",
                                "end", "5",
                                "qualifiers", Map.of("ligand", "ATP", "ligand_id", "ChEBI:CHEBI:30616")));
    }

    @Test
    void featuresInFixedColumns() {
        assertThat(list(FlatFile.quirk("fixed-columns.dat").only(), "features"))
                .containsExactly(
                        Map.of(
                                "type", "INIT_MET",
                                "start", "1",
                                "end", "1",
                                "note", "Removed",
                                "evidence", "ECO:0000269|PubMed:1"),
                        Map.of(
                                "type", "CHAIN",
                                "start", "2",
                                "end", ">22",
                                "note", "Quirk protein",
                                "evidence", "ECO:0000303|PubMed:2, ECO:0000305",
                                "id", "PRO_0000000001"),
                        Map.of(
                                "type", "VAR_SEQ",
                                "start", "1",
                                "end", "20",
                                "note",
                                        "MKTAYIAKQRQISFVKSHFSRQMKTAYIAKQRQISFVKSHFSRQ ->"
                                                + " MKTAYIAKQRQISFVKSHFSRQMKTAYIAKQRQISFV (in isoform 2 and isoform Long)",
                                "id", "VSP_000001"),
                        Map.of(
                                "type", "VARIANT",
                                "start", "7",
                                "end", "7",
                                "note", "A -> V (in a rare form of the long-lasting quirk disease; dbSNP:rs1)",
                                "id", "VAR_000001"),
                        Map.of("type", "CONFLICT", "start", "?", "end", "?9", "note", "MISSING (IN REF. 1)"),
                        Map.of("type", "HELIX", "start", "3", "end", "9"));
    }

    @Test
    void featuresWithQualifiers() {
        assertThat(list(FlatFile.quirk("qualifiers.dat").only(), "features"))
                .containsExactly(
                        Map.of(
                                "type", "CHAIN",
                                "start", "<1",
                                "end", ">22",
                                "note", "Said to be \"quirky\" and, in the words of its finder, \"odd\"",
                                "evidence", "ECO:0000269|PubMed:1, ECO:0000269|PubMed:2, ECO:0000305",
                                "id", "PRO_0000000001"),
                        Map.of("type", "SIGNAL", "start", "?", "end", "?5"),
                        Map.of(
                                "type", "CONFLICT",
                                "start", "3",
                                "end", "4",
                                "note", "MK -> QQ (in Ref. 1)",
                                "qualifiers", Map.of("sequence", "P0QRK1-2")),
                        Map.of(
                                "type", "VAR_SEQ",
                                "start", "1",
                                "end", "20",
                                "note",
                                        "MKTAYIAKQRQISFVKSHFSRQMKTAYIAKQRQISFVKSHFSRQMKTAYIAKQRQISFV -> MKTA"
                                                + " (in isoform 2)"),
                        Map.of(
                                "type", "REGION",
                                "start", "2",
                                "end", "4",
                                "note", "Tandem repeats of K-T-A-Y-I and/or /slashes"),
                        Map.of(
                                "type", "BINDING",
                                "start", "5",
                                "end", "5",
                                "qualifiers",
                                        Map.of(
                                                "ligand", "a divalent metal cation",
                                                "ligand_id", "ChEBI:CHEBI:60240",
                                                "ligand_label", "1",
                                                "ligand_note", "catalytic")));
    }

    @Test
    void isoforms() {
        var record = FlatFile.quirk("isoforms.dat").only();

        assertThat(list(record, "comments"))
                .containsExactly(Map.of(
                        "topic", "ALTERNATIVE PRODUCTS",
                        "text",
                                "Event=Alternative splicing, Alternative initiation; Named isoforms=2; Name=1;"
                                        + " Synonyms=Long; IsoId=P0QRK1-1; Sequence=Displayed; Name=2; Synonyms=Short;"
                                        + " IsoId=P0QRK1-2; Sequence=VSP_000001; Note=No experimental confirmation available.;",
                        "evidence", "ECO:0000303|PubMed:1, ECO:0000305"));
        assertThat(list(record, "features"))
                .containsExactly(Map.of(
                        "type", "VAR_SEQ",
                        "start", "1",
                        "end", "9",
                        "note", "Missing (in isoform 2)",
                        "evidence", "ECO:0000305",
                        "id", "VSP_000001"));
    }

    @Test
    void fragments() {
        assertThat(FlatFile.quirk("fragments.dat").only().fields())
                .containsEntry("fragment", true)
                .containsEntry("flags", List.of("Precursor", "Fragments"));
    }

    @Test
    void components() {
        assertThat(FlatFile.quirk("components.dat").only().fields())
                .containsEntry("protein_name", "Quirk polyprotein")
                .containsEntry("alternative_names", List.of("CD999", "Que q 1", "Quirkase", "Qx"))
                .containsEntry("ec_numbers", List.of("1.1.1.1", "2.7.1.1"))
                .containsEntry("flags", List.of("Precursor"))
                .doesNotContainKey("fragment")
                .containsEntry(
                        "components",
                        List.of(
                                Map.of(
                                        "kind", "includes",
                                        "name", "Quirk kinase",
                                        "ec_numbers", List.of("2.7.1.1", "1.1.1.1")),
                                Map.of(
                                        "kind", "contains",
                                        "name", "Quirk alpha chain",
                                        "alternative_names", List.of("QA", "Quirk acidic chain")),
                                Map.of("kind", "contains", "name", "Quirk beta chain")));
    }

    @Test
    void evidenceTags() {
        var record = FlatFile.quirk("evidence.dat").only();

        assertThat(record.fields())
                .containsEntry("protein_name", "Quirk {brace} protein")
                .containsEntry("ec_numbers", List.of("1.2.3.4"))
                .containsEntry("gene_names", List.of("qrkA", "oddA", "strA", "ORF1 {EMBL:1}"))
                .containsEntry("organelle", "Plasmid pQ1")
                .containsEntry("taxonomy_id", 9_000_001L)
                .containsEntry("keywords", List.of("Complete proteome", "Membrane", "Long keyword of several words"));
        assertThat(list(record, "publications"))
                .containsExactly(Map.of(
                        "number", 1L,
                        "evidence", "ECO:0000313|EMBL:ZZZ00001.1, ECO:0000313|Proteomes:UP000000001",
                        "positions", "NUCLEOTIDE SEQUENCE",
                        "comments", "STRAIN=QK1, and QK2",
                        "location", "Submitted (JAN-2002) to UniProtKB"));
        assertThat(list(record, "comments"))
                .containsExactly(
                        Map.of(
                                "topic", "FUNCTION",
                                "text", "First. Second part; third.",
                                "evidence", "ECO:0000269|PubMed:1, ECO:0000305|PubMed:2, ECO:0000305|PubMed:3, EA1"),
                        Map.of(
                                "topic", "COFACTOR",
                                "text", "Name=Zn(2+); Xref=ChEBI:CHEBI:29105; Note=Binds 1 zinc ion.;",
                                "evidence", "ECO:0000255|HAMAP-Rule:MF_00009, ECO:0000305"));
    }

    @Test
    void submittedNamesOnly() {
        assertThat(FlatFile.quirk("subname.dat").only().fields())
                .containsEntry("reviewed", false)
                .containsEntry("protein_name", "Quirk protein")
                .containsEntry("alternative_names", List.of("Odd protein"))
                .containsEntry("ec_numbers", List.of("1.2.3.4"))
                .containsEntry("gene_name", "QRK_1")
                .containsEntry("gene_names", List.of("QRK_1"))
                .containsEntry("fragment", true)
                .containsEntry("flags", List.of("Fragment"));
    }

    @Test
    void genesWithoutName() {
        assertThat(FlatFile.quirk("genes-locus.dat").only().fields())
                .containsEntry("gene_name", "b0001")
                .containsEntry("gene_names", List.of("b0001", "JW0001", "orfX"));
        assertThat(FlatFile.quirk("genes-synonyms.dat").only().fields())
                .doesNotContainKey("gene_name")
                .containsEntry("gene_names", List.of("MTND3", "ND3"));
    }

    @Test
    void severalGenes() {
        assertThat(FlatFile.quirk("genes-several.dat").only().fields())
                .containsEntry("gene_name", "PIP2;8")
                .containsEntry("gene_names", List.of("PIP2;8", "A4", "AD1", "At1g1", "qrkB", "F1.2"));
    }

    @Test
    void severalOrganismsAndHosts() {
        assertThat(FlatFile.quirk("hosts.dat").only().fields())
                .containsEntry(
                        "organism_name",
                        "Frog quirk virus (isolate Test) (FQV), Toad quirk virus, and Newt quirk virus (strain N-1)")
                .containsEntry("taxonomy_id", 9_000_001L)
                .containsEntry("taxonomy_ids", List.of(9_000_001L, 9_000_002L, 9_000_003L))
                .containsEntry(
                        "organism_hosts",
                        List.of(
                                "Ambystoma (mole salamanders) [TaxID: 8295]",
                                "Lithobates pipiens (Northern leopard frog) (Rana pipiens) [TaxID: 8404]",
                                "[TaxID: 9]"));
    }

    @Test
    void layoutOf1995() {
        var file = FlatFile.quirk("nineties.dat");
        var record = file.only();

        assertThat(record.fields())
                .containsEntry("reviewed", true)
                .containsEntry("protein_name", "QUIRK PROTEIN(B) PRECURSOR")
                .containsEntry("alternative_names", List.of("ODD PROTEIN (PART 2)"))
                .containsEntry("ec_numbers", List.of("1.2.3.4", "3.4.5.6"))
                .containsEntry(
                        "components",
                        List.of(
                                Map.of("kind", "contains", "name", "QUIRK ALPHA", "alternative_names", List.of("QA")),
                                Map.of("kind", "contains", "name", "QUIRK BETA", "ec_numbers", List.of("3.4.5.6"))))
                .containsEntry("fragment", true)
                .containsEntry("gene_name", "QRKA")
                .containsEntry("gene_names", List.of("QRKA", "ODDA", "QRKB"))
                .containsEntry("organelle", "CHLOROPLAST")
                .containsEntry("entry_created", LocalDate.of(1986, 7, 21))
                .containsEntry("release_date", LocalDate.of(1995, 11, 1))
                .containsEntry("mass_da", 2_655L)
                .doesNotContainKeys("crc64", "taxonomy_id", "sequence_version", "entry_version", "unknown_lines");
        assertThat(list(record, "publications").get(0)).containsEntry("cross_references", List.of("MEDLINE=90123456"));
        assertThat(file.warnings()).anyMatch(w -> w.contains("12345678 CRC32"));
    }

    @Test
    void layoutOf1986() {
        var file = FlatFile.quirk("eighties.dat");

        assertThat(file.only().fields())
                .containsEntry("entry_name", "QRK$TEST")
                .containsEntry("protein_name", "QUIRK PROTEIN")
                .containsEntry("entry_created", LocalDate.of(1986, 7, 21))
                .containsEntry("sequence_updated", LocalDate.of(1986, 7, 21))
                .containsEntry("release_date", LocalDate.of(1988, 1, 1))
                .doesNotContainKey("crc64");
        assertThat(file.warnings()).anyMatch(w -> w.contains("SQ has no checksum"));
    }

    @Test
    void unknownCodes() {
        var file = FlatFile.quirk("unknown-code.dat");

        assertThat(file.only().fields())
                .containsEntry(
                        "unknown_lines",
                        List.of(
                                "**   PROSITE; PS00012; PHOSPHOPANTETHEINE; 1; FALSE_POS.",
                                "ZZ   A line of the year 2040.",
                                "ZZTOP"));
        assertThat(list(file.only(), "cross_references"))
                .extracting(r -> r.get("database"))
                .containsExactly("EMBL", "AlphaFoldDB");
        assertThat(file.warnings()).hasSize(3);
        assertThat(file.warnings().get(1))
                .isEqualTo("UniProt entry P0QRK1, line 13: line of an unknown code, kept raw:"
                        + " ZZ   A line of the year 2040.");
    }

    @Test
    void unusualResiduesAreNotedAndTheMassIsLeftAlone() {
        var file = FlatFile.quirk("unusual-residues.dat");

        assertThat(file.only().fields()).containsEntry("sequence", "MKTAYIAKQRQISFVKSHFSRQXU");
        assertThat(file.warnings())
                .containsExactly("UniProt entry P0QRK1, line 10: the sequence has unusual residues (UX)");
    }

    @Test
    void massThatTheResiduesDoNotMake() {
        assertThat(FlatFile.quirk("mass-off.dat").warnings())
                .containsExactly("UniProt entry P0QRK1, line 10: the residues weigh 2655 Da, but SQ says 2700");
    }

    @Test
    void residuesInLowerCase() {
        var file = FlatFile.quirk("lower-case.dat");

        assertThat(file.only().fields()).containsEntry("sequence", "MKTAYIAKQRQISFVKSHFSRQ");
        assertThat(file.warnings())
                .containsExactly(
                        "UniProt entry P0QRK1, line 10: the sequence has lower-case letters, which were made upper-case");
    }

    @Test
    void references() {
        assertThat(list(FlatFile.quirk("references.dat").only(), "publications"))
                .containsExactly(
                        Map.of(
                                "number", 1L,
                                "positions", "PROTEIN SEQUENCE OF 2-9",
                                "cross_references", List.of("MEDLINE=94108489"),
                                "pubmed", "8281187",
                                "doi", "10.1002/(SICI)1097-0010(199706)74:2<237::AID-JSFA796>3.0.CO;2-#",
                                "authors", List.of("Adams-Baker A.B.", "Clark D. Jr."),
                                "title", "Alpha- and beta-quirks: 'odd'?",
                                "location",
                                        "(In) Davis E. (eds.); Proceedings of quirks, pp.1-9, Test Press, Paris (1999)"),
                        Map.of(
                                "number", 22L,
                                "positions", "NUCLEOTIDE SEQUENCE",
                                "group", "The Quirk Consortium; The Odd Consortium",
                                "location", "Submitted (JAN-2002) to UniProtKB"),
                        Map.of(
                                "number", 23L,
                                "positions", "ERRATUM OF PUBMED:1",
                                "location", "Unpublished results, cited by: Fox G.; J. Quirks 2:1-2(2003)"));
    }

    @Test
    void lettersBeyondAscii() {
        var record = FlatFile.quirk("utf8.dat").only();

        assertThat(record.fields()).containsEntry("protein_name", "Protéine β-quirk");
        assertThat(list(record, "publications").get(0)).containsEntry("authors", List.of("Müller Ä.", "Dvořák Ž."));
        assertThat(list(record, "comments").get(0)).containsEntry("text", "Weighs 5 µg.");
    }

    @Test
    void licenceThatIsNotClosed() {
        var file = FlatFile.quirk("licence-open.dat");

        assertThat(list(file.only(), "comments"))
                .extracting(c -> c.get("topic"))
                .containsExactly("FUNCTION");
        assertThat(file.only().fields()).containsEntry("unknown_lines", List.of("CC     lost line"));
        assertThat(file.warnings())
                .containsExactly(
                        "UniProt entry P0QRK1, line 10: CC has a licence that no second rule of hyphens closes",
                        "UniProt entry P0QRK1, line 13: CC line outside of a comment, kept raw: CC     lost line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whole.dat",
                "fixed-columns.dat",
                "qualifiers.dat",
                "components.dat",
                "evidence.dat",
                "hosts.dat",
                "nineties.dat",
                "references.dat",
                "unknown-code.dat"
            })
    void carriageReturnsChangeNothing(String name) {
        var unix = new String(FlatFile.quirkBytes(name), StandardCharsets.UTF_8);

        assertThat(FlatFile.of(unix.replace("\n", "\r\n")).only().fields())
                .isEqualTo(FlatFile.of(unix).only().fields());
    }

    @Test
    void longEntry() {
        String sequence = "MKTAYIAKQRQISFVKSHFSRQ".repeat(1_600);
        var text = new StringBuilder("ID   TITIN_TEST              Reviewed;       35200 AA.\nAC   P0QRK1;\n");
        for (int i = 1; i <= 5_000; i++) {
            text.append("FT   REPEAT          ")
                    .append(i)
                    .append("..")
                    .append(i + 6)
                    .append('\n');
        }
        text.append("SQ   SEQUENCE   35200 AA;  ")
                .append(Math.round(SampleEntries.mass(sequence)))
                .append(" MW;  ")
                .append(String.format(Locale.ROOT, "%016X", SampleEntries.crc64(sequence)))
                .append(" CRC64;\n");
        for (int i = 0; i < sequence.length(); i += 60) {
            text.append("     ")
                    .append(sequence, i, Math.min(i + 60, sequence.length()))
                    .append('\n');
        }
        var file = FlatFile.of(text.append("//\n").toString());

        assertThat(file.only().text("sequence")).isEqualTo(sequence);
        assertThat(list(file.only(), "features")).hasSize(5_000);
        assertThat(file.warnings()).isEmpty();
    }

    @SuppressWarnings("unchecked") // the shapes are what these tests assert
    static List<Map<String, Object>> list(DataRecord record, String column) {
        var value = record.value(column);
        return value == null ? List.of() : (List<Map<String, Object>>) value;
    }
}
