package dev.tributary.etl.uniprot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What UniProt XML may hold, and what it must not. */
class XmlQuirksTest {
    private static final String WHOLE = text("whole.xml");

    private static String text(String quirk) {
        return new String(FlatFile.quirkBytes(quirk), StandardCharsets.UTF_8);
    }

    private static FlatFile parse(String xml) {
        return FlatFile.by(FlatFile.xmlParser(), xml.getBytes(StandardCharsets.UTF_8));
    }

    private static Object list(DataRecord record, String column, int index, String name) {
        return record.value(column) instanceof List<?> list && list.get(index) instanceof Map<?, ?> map
                ? String.valueOf(map.get(name))
                : "no such value";
    }

    @Test
    void anEntryIsTheSameInBothFiles() {
        var xml = parse(WHOLE);

        assertThat(xml.only().fields())
                .isEqualTo(FlatFile.quirk("whole.dat").only().fields());
        assertThat(xml.warnings()).isEmpty();
    }

    @Test
    void lineEndsOfWindowsChangeNothing() {
        assertThat(parse(WHOLE.replace("\n", "\r\n")).only().fields())
                .isEqualTo(parse(WHOLE).only().fields());
    }

    @Test
    void prefixesCommentsSectionsAndReferencesAreRead() {
        var file = parse(text("syntax.xml"));

        var record = file.only();
        assertThat(record.text("accession")).isEqualTo("P0QRK1");
        assertThat(record.text("entry_name")).isEqualTo("TEST_QUIRK");
        assertThat(record.text("protein_name")).isEqualTo("5'-nucleotidase <A&B>, α & <C>");
        assertThat(record.text("organism_name")).isEqualTo("Testus \"quirkus\" (🧬)");
        assertThat(record.value("taxonomy_ids")).isEqualTo(List.of(9000001L, 9000002L));
        assertThat(record.text("annotation_updated")).isEqualTo("2020-01-03");
        assertThat(record.text("entry_version")).isEqualTo("1");
        assertThat(record.text("sequence")).isEqualTo("MKTAYIAKQRQISFVKSHFSRQ");
        assertThat(record.value("flags")).isEqualTo(List.of("Precursor", "Fragments"));
        assertThat(file.warnings()).isEmpty();
    }

    @Test
    void rarerElementsBecomeTheFlatFilesWords() {
        var record = parse(text("rare.xml")).only();

        assertThat(record.value("alternative_names")).isEqualTo(List.of("CD999", "Quirkase"));
        assertThat(record.value("ec_numbers")).isEqualTo(List.of("1.1.1.1"));
        assertThat(list(record, "components", 0, "kind")).isEqualTo("includes");
        assertThat(list(record, "components", 1, "alternative_names")).isEqualTo("[B]");
        assertThat(record.text("gene_name")).isEqualTo("F1");
        assertThat(record.text("organism_name")).isEqualTo("Quirk virus (isolate 1) (QV)");
        assertThat(record.text("taxonomy_id")).isEqualTo("1");
        assertThat(record.value("taxonomy_ids")).isNull();
        assertThat(record.value("organism_hosts"))
                .isEqualTo(List.of("Homo sapiens (Human) [TaxID: 9606]", "[TaxID: 7]"));
        assertThat(record.text("organelle")).isEqualTo("Plasmid pQ1, Plasmid pQ2, and Plastid; Chloroplast");
        assertThat(list(record, "cross_references", 0, "properties")).isEqualTo("[C:membrane, IDA:UniProtKB]");
        assertThat(list(record, "cross_references", 1, "properties")).isEqualTo("[NMR, -, A=1-22]");
        assertThat(list(record, "cross_references", 2, "properties")).isEqualTo("[-, 2]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | (In) Adams A., Baker B. (eds.); Quirks, pp.2:1-9, Press, Paris (1999)
            1 | Patent number EP0238993, 30-SEP-1987
            2 | Thesis (1973), Quirk University, France
            3 | Unpublished observations (MAR-1996)
            4 | (er) Quirk Reg. QR95-1
            """)
    void publicationsAreWrittenAsTheFlatFileWritesThem(int index, String location) {
        assertThat(list(parse(text("rare.xml")).only(), "publications", index, "location"))
                .isEqualTo(location);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            0 # Reaction=A + H2O = B; Xref=Rhea:RHEA:1, ChEBI:CHEBI:2; EC=1.1.1.1; PhysiologicalDirection=left-to-right; Xref=Rhea:RHEA:3; # ECO:0000269|PubMed:1, ECO:0000303|Ref.4
            1 # Name=Zn(2+); Xref=ChEBI:CHEBI:29105; Note=Binds 1 zinc ion.; # ECO:0000269|PubMed:1
            2 # Kinetic parameters: KM=1 mM for A; Vmax=2 umol/min/mg enzyme; Note=In vitro.; pH dependence: Optimum pH is 7.; # ECO:0000269|PubMed:1
            3 # [Chain B]: Cell membrane; Multi-pass membrane protein. Secreted. Note=Sometimes. # ECO:0000269|PubMed:1, ECO:0000269|PubMed:1
            4 # P12345: GEN; Xeno; NbExp=3; IntAct=EBI-1, EBI-2; # null
            5 # Event=Alternative splicing, Alternative initiation; Named isoforms=2; Name=1; Synonyms=Long; IsoId=P0QRK1-1; Sequence=Displayed; Name=2; IsoId=P0QRK1-2; Sequence=VSP_1, VSP_2; # null
            6 # Mass=22000.1; Mass_error=2; Method=MALDI; Note=Whole.; # null
            7 # Sequence=AAA1.2; Type=Frameshift; # null
            8 # Quirk disease (QD) [MIM:1]: An oddity. Note=Caused by quirks. # null
            9 # Name=Quirks; URL="http://quirks.example/?a=1&b=2"; # null
            """)
    void commentsAreWrittenAsTheFlatFileWritesThem(int index, String text, String evidence) {
        var record = parse(text("rare.xml")).only();

        assertThat(list(record, "comments", index, "text")).isEqualTo(text);
        assertThat(list(record, "comments", index, "evidence")).isEqualTo(evidence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            0; VARIANT; K -> R or T (in dbSNP:rs1); 2; 2
            1; VAR_SEQ; Missing (in isoform 2); <1; ?
            2; MUTAGEN; K->A: No quirk.; ?2; >3
            3; quirky region; null; 4; 4
            """)
    void featuresAreWrittenAsTheFlatFileWritesThem(int index, String type, String note, String start, String end) {
        var record = parse(text("rare.xml")).only();

        assertThat(List.of("type", "note", "start", "end"))
                .extracting(name -> list(record, "features", index, name))
                .containsExactly(type, note, start, end);
    }

    @Test
    void unknownElementsAreKeptAndUnknownKindsNoted() {
        var file = parse(text("rare.xml"));

        assertThat(file.only().value("unknown_lines"))
                .isEqualTo(List.of("<novelty kind=\"1\"><in>side</in></novelty>"));
        assertThat(file.warnings())
                .containsExactly(
                        "UniProt entry P0QRK1, line 39: the kind of feature is unknown (quirky region)",
                        "UniProt entry P0QRK1, line 40: element of an unknown name <novelty>, kept raw: <novelty kind=\"1\"><in>side</in></novelty>");
    }

    @ParameterizedTest(name = "{0} as {1}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            QP</shortName>          | &boom;</shortName>     | RECORD_MALFORMED    | line 12: &boom; is not declared
            QP</shortName>          | &#0;</shortName>       | RECORD_MALFORMED    | line 12: &#0; is not declared
            QP</shortName>          | A & B</shortName>      | RECORD_MALFORMED    | line 12: an '&' begins no reference
            QP</shortName>          | QP</shortNames>        | RECORD_MALFORMED    | line 12: an end tag does not close <shortName>
            QP</shortName>          | ]]></shortName>        | RECORD_MALFORMED    | line 12: ']]>' stands outside of a CDATA section
            QP</shortName>          | <!ENTITY a 'b'></shortName> | RECORD_MALFORMED | line 12: a declaration stands inside
            QP</shortName>          | < b</shortName>        | RECORD_MALFORMED    | line 12: a '<' begins no tag
            <gene>                  | <gene a=1>             | RECORD_MALFORMED    | line 19: a tag holds something that is no attribute
            <gene>                  | <gene a="1" a="2">     | RECORD_MALFORMED    | line 19: an attribute comes twice
            <gene>                  | <gene a="1<2">         | RECORD_MALFORMED    | line 19: an attribute is not closed
            version="76"            | version="7b"           | FIELD_INVALID       | line 4: 'version' cannot be read (7b)
            created="2008-01-15"    | created="2008-02-30"   | FIELD_INVALID       | line 4: 'created' cannot be read (2008-02-30)
            position="5"            | position="5a"          | FIELD_INVALID       | 'position' cannot be read (5a)
            id="9000001"            | id="nine"              | FIELD_INVALID       | 'id' cannot be read (nine)
            length="22"             | length="23"            | RECORD_INCONSISTENT | line 107: found 22 residues, but <sequence> says 23
            B0947C4BDFFF1FE5        | B0947C4BDFFF1FE4       | RECORD_INCONSISTENT | line 107: CRC64 of the sequence is B0947C4BDFFF1FE5, but <sequence> says B0947C4BDFFF1FE4
            KQRQIS                  | KQ7QIS                 | RECORD_MALFORMED    | line 107: the sequence holds a character that is no residue
            <name>TEST_QUIRK</name> | ''                     | RECORD_MALFORMED    | the entry ends without <name>
            <accession>P0QRK1       | <accession>            | RECORD_MALFORMED    | line 5: an accession is empty
            """)
    void whatIsWrongIsRejectedWithItsPlace(String right, String wrong, String code, String message) {
        var broken = WHOLE.replaceFirst(
                java.util.regex.Pattern.quote(right), java.util.regex.Matcher.quoteReplacement(wrong));
        assertThat(broken).isNotEqualTo(WHOLE);

        var file = parse(broken + WHOLE);

        assertThat(file.records()).hasSize(1);
        assertThat(file.rejects()).hasSize(1);
        assertThat(file.rejects().get(0).code()).isEqualTo(StandardError.valueOf(code));
        assertThat(file.rejects().get(0).message()).contains("UniProt entry ").contains(message);
    }

    @Test
    void aMassThatIsOffIsNotedOnly() {
        var file = parse(WHOLE.replace("mass=\"2655\"", "mass=\"2999\""));

        assertThat(file.only().text("mass_da")).isEqualTo("2999");
        assertThat(file.warnings()).singleElement().asString().contains("weigh 2655 Da, but <sequence> says 2999");
    }

    @Test
    void elementsNestToABoundedDepth() {
        String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);

        var file = parse(WHOLE.replace("<copyright>", "").replaceFirst("<gene>", deep + "<gene>"));

        assertThat(file.rejects().get(0).message()).contains("nested deeper than " + XmlCursor.DEEPEST);
    }

    /** Each level would be ten times the one below, or one text many times: as nothing is declared, nothing is expanded. */
    @Test
    void entityBombsAndExternalEntitiesAreRefused() {
        for (String declared : List.of(
                "<!ENTITY a '1234567890'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY boom '&b;&b;&b;&b;&b;&b;&b;&b;'>",
                "<!ENTITY boom '" + "x".repeat(100_000) + "'>",
                "<!ENTITY boom SYSTEM 'file:///etc/passwd'>",
                "<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x.dtd'> %p; <!ENTITY boom 'b'>")) {
            String document = "<!DOCTYPE uniprot [" + declared + "]>"
                    + WHOLE.substring(WHOLE.indexOf("<uniprot"))
                            .replace("QP</shortName>", "&boom;".repeat(1000) + "</shortName>");

            var file = parse(document);

            assertThat(file.records()).isEmpty();
            assertThat(file.rejects()).singleElement().satisfies(p -> {
                assertThat(p.code()).isEqualTo(StandardError.RECORD_MALFORMED);
                assertThat(p.message()).contains("&boom; is not declared");
            });
        }
    }
}
