package dev.tributary.etl.uniprot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.etl.spi.record.DataRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entries of UniProtKB releases from 2000 to 2022, against facts that were computed without this parser. */
class RealEntriesTest {
    private static final Path DATA = dataFolder().resolve("uniprot");

    private static Path dataFolder() {
        var named = System.getenv("ETL_REAL_DATA");
        return named != null ? Path.of(named) : Path.of(System.getProperty("etl.root", ".."), "..", "shared", "data");
    }

    @BeforeEach
    void needsTheData() {
        boolean there = Files.isReadable(DATA.resolve("ENTRIES.tsv"));
        assertThat(there || System.getenv("CI") == null)
                .as("CI must have the real data in " + DATA)
                .isTrue();
        assumeTrue(there, "no real data in " + DATA + ": set ETL_REAL_DATA");
    }

    @Test
    void everyFlatEntryIsAsItsTruthSays() throws IOException, NoSuchAlgorithmException {
        assertThat(check("uniprot/flat/", FlatFile::of)).isEqualTo(161);
    }

    @Test
    void everyXmlEntryIsAsItsTruthSays() throws IOException, NoSuchAlgorithmException {
        assertThat(check("uniprot/xml/", xml -> FlatFile.by(FlatFile.xmlParser(), xml)))
                .isEqualTo(268);
    }

    private static int check(String folder, Function<byte[], FlatFile> parser)
            throws IOException, NoSuchAlgorithmException {
        int entries = 0;
        for (var file : truths(folder).entrySet()) {
            var parsed = parser.apply(read(file.getKey()));
            assertThat(parsed.rejects()).as(file.getKey()).isEmpty();
            assertThat(parsed.records())
                    .as(file.getKey())
                    .hasSize(file.getValue().size());
            for (int i = 0; i < parsed.records().size(); i++, entries++) {
                check(parsed.records().get(i), file.getValue().get(i));
            }
        }
        return entries;
    }

    private static void check(DataRecord record, Map<String, String> truth) throws NoSuchAlgorithmException {
        var found = new LinkedHashMap<String, String>();
        found.put("entry_name", record.text("entry_name"));
        found.put("primary_accession", record.text("accession"));
        found.put("accession_count", "" + (1 + size(record, "secondary_accessions")));
        found.put("taxid", record.text("taxonomy_id"));
        found.put("length", record.text("sequence_length"));
        found.put("mw", record.text("mass_da"));
        found.put("crc64_in_file", record.text("crc64"));
        found.put("features", "" + size(record, "features"));
        found.put("fragment", Boolean.TRUE.equals(record.value("fragment")) ? "yes" : "");
        found.put("DR_lines", "" + size(record, "cross_references"));
        found.put("CC_topics", "" + size(record, "comments"));
        found.put("sequence_md5", md5(String.valueOf(record.value("sequence"))));
        var expected = new LinkedHashMap<>(found);
        expected.replaceAll((name, value) -> truth.get(name));
        assertThat(found).as(truth.get("path")).isEqualTo(expected);
    }

    private static int size(DataRecord record, String column) {
        return record.value(column) instanceof List<?> list ? list.size() : 0;
    }

    private static String md5(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** The rows about files of a folder, by path, in order. */
    private static Map<String, List<Map<String, String>>> truths(String folder) throws IOException {
        var lines = Files.readAllLines(DATA.resolve("ENTRIES.tsv"));
        String[] names = lines.get(0).split("\t", -1);
        var byPath = new LinkedHashMap<String, List<Map<String, String>>>();
        for (var line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", -1);
            var row = new HashMap<String, String>();
            for (int i = 0; i < names.length; i++) {
                row.put(names[i], cells[i]);
            }
            if (cells[0].startsWith(folder)) {
                byPath.computeIfAbsent(cells[0], p -> new ArrayList<>()).add(row);
            }
        }
        return byPath;
    }

    private static byte[] read(String path) throws IOException {
        var file = DATA.resolveSibling(path);
        try (InputStream in =
                path.endsWith(".gz") ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file)) {
            return in.readAllBytes();
        }
    }

    /** UniProt's own FASTA of these entries is of 2009, when it had no OX. */
    @Test
    void fastaIsUniProtsOwn() throws IOException {
        var mine = new ArrayList<String>();
        for (var record :
                FlatFile.of(read("uniprot/flat/biopython/multi_ex.txt")).records()) {
            mine.add(FormatsTest.render(new FastaFormat(), record).replaceFirst(" OX=[0-9]+", ""));
        }
        var theirs = Files.readString(DATA.resolve("fasta/multi_ex.fasta")).split("(?<=\n)(?=>)");
        assertThat(mine).containsExactly(theirs);
    }

    /** Other hands saved some with a byte order mark, which the engine takes away, Windows' line ends or no line end at the end of the file. */
    @Test
    void fastaOfUniProtComesBackByteForByte() throws IOException {
        for (String name : List.of("P02768.fasta", "multi_ex.fasta", "Isoform.fasta")) {
            String theirs = new String(read("uniprot/fasta/" + name), StandardCharsets.UTF_8).replace("\ufeff", "");
            var parsed = FlatFile.by(FlatFile.fastaParser(), theirs.getBytes(StandardCharsets.UTF_8));
            var mine = new StringBuilder();
            for (var record : parsed.records()) {
                mine.append(FormatsTest.render(new FastaFormat(), record));
            }
            assertThat(parsed.rejects()).as(name).isEmpty();
            assertThat(mine.toString())
                    .as(name)
                    .isEqualTo(theirs.replace("\r\n", "\n").replaceFirst("\n*$", "\n"));
        }
    }

    @Test
    void flatAndXmlOfOneReleaseAgree() throws IOException {
        agree("uniprot/flat/biopython/F2CXE6.txt", "uniprot/xml/F2CXE6.xml");
        agree("uniprot/flat/biopython/multi_ex.txt", "uniprot/xml/multi_ex.xml");
    }

    private static void agree(String flatFile, String xmlFile) throws IOException {
        var flat = FlatFile.of(read(flatFile)).records();
        var xml = FlatFile.by(FlatFile.xmlParser(), read(xmlFile)).records();
        assertThat(xml).hasSameSizeAs(flat);
        for (int i = 0; i < flat.size(); i++) {
            assertThat(leaves(xml.get(i)))
                    .as(String.valueOf(flat.get(i).key()))
                    .containsExactlyElementsOf(leaves(flat.get(i)));
        }
    }

    /**
     * A line for each plain value of a record: {@code comments[0].topic = FUNCTION}. The files of 2010 differ in four things: EC numbers as
     * cross-references and evidence of features are in XML only, the flat file ends notes without a full stop, and the two sort keywords by other rules.
     */
    private static List<String> leaves(DataRecord record) {
        var leaves = new ArrayList<String>();
        record.fields().forEach((name, value) -> leaves(name, value, leaves));
        return leaves;
    }

    private static boolean isEnzyme(Object item) {
        return item instanceof Map<?, ?> map && "EC".equals(map.get("database"));
    }

    private static void leaves(String path, Object value, List<String> leaves) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> leaves(path + "." + name, inner, leaves));
        } else if (value instanceof List<?> all) {
            var kept = all.stream().filter(item -> !isEnzyme(item));
            var list = path.equals("keywords") ? kept.sorted().toList() : kept.toList();
            for (int i = 0; i < list.size(); i++) {
                leaves(path + "[" + i + "]", list.get(i), leaves);
            }
        } else if (!String.valueOf(value).startsWith("Literature|")) {
            leaves.add(path + " = " + value.toString().replace(".;", ";"));
        }
    }
}
