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
        int entries = 0;
        for (var file : truths().entrySet()) {
            var parsed = FlatFile.of(read(file.getKey()));
            assertThat(parsed.rejects()).as(file.getKey()).isEmpty();
            assertThat(parsed.records())
                    .as(file.getKey())
                    .hasSize(file.getValue().size());
            for (int i = 0; i < parsed.records().size(); i++, entries++) {
                check(parsed.records().get(i), file.getValue().get(i));
            }
        }
        assertThat(entries).isEqualTo(161);
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

    /** The rows about flat files, by path, in order. */
    private static Map<String, List<Map<String, String>>> truths() throws IOException {
        var lines = Files.readAllLines(DATA.resolve("ENTRIES.tsv"));
        String[] names = lines.get(0).split("\t", -1);
        var byPath = new LinkedHashMap<String, List<Map<String, String>>>();
        for (var line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", -1);
            var row = new HashMap<String, String>();
            for (int i = 0; i < names.length; i++) {
                row.put(names[i], cells[i]);
            }
            if (cells[0].startsWith("uniprot/flat/")) {
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
}
