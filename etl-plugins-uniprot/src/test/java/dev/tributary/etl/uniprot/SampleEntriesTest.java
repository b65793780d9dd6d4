package dev.tributary.etl.uniprot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.record.DataRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The sample that ships: as its generator made it, whole, and parsed to the totals that its lines have. */
class SampleEntriesTest {
    private static final Path FOLDER = Path.of(System.getProperty("etl.root", ".."), "examples", "datasets", "sample");
    private static final String ACCESSION = "[OPQ][0-9][A-Z0-9]{3}[0-9]|[A-NR-Z][0-9]([A-Z][A-Z0-9]{2}[0-9]){1,2}";

    private final String text = SampleEntries.text();
    private final FlatFile file = FlatFile.of(text);

    @Test
    void theShippedFileIsTheGeneratorsOutput() throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(FOLDER.resolve("uniprot_sample.dat.gz")))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
        }
    }

    @Test
    void theShippedChecksumIsRight() throws IOException, NoSuchAlgorithmException {
        var bytes = Files.readAllBytes(FOLDER.resolve("uniprot_sample.dat.gz"));
        var sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));

        assertThat(Files.readString(FOLDER.resolve("checksums.sha256")))
                .isEqualTo(sha256 + "  uniprot_sample.dat.gz\n");
    }

    @Test
    void everyEntryIsGood() {
        assertThat(file.rejects()).isEmpty();
        assertThat(file.warnings()).isEmpty();
        assertThat(file.records()).hasSize(SampleEntries.COUNT);
        var accessions = new HashSet<String>();
        for (var record : file.records()) {
            assertThat(record.key()).matches(ACCESSION);
            accessions.add(record.key());
            assertThat(record.value("protein_name")).isNotNull();
            assertThat(record.value("unknown_lines")).isNull();
        }
        assertThat(accessions).hasSize(SampleEntries.COUNT);
    }

    @Test
    void totalsAreThoseOfTheLines() {
        assertThat(total("cross_references")).isEqualTo(lines("DR   .*"));
        assertThat(total("features")).isEqualTo(lines("FT   [A-Z].*"));
        assertThat(total("publications")).isEqualTo(lines("RN   .*"));
        assertThat(total("comments")).isEqualTo(lines("CC   -!-.*"));
        assertThat(total("organism_hosts")).isEqualTo(lines("OH   .*"));
        assertThat(total("components")).isEqualTo(lines("DE   (Contains|Includes):"));
        assertThat(total("keywords")).isEqualTo(150);
        assertThat(with("fragment", true)).isEqualTo(6);
        assertThat(with("reviewed", false)).isEqualTo(10);
        assertThat(file.records().stream()
                        .mapToInt(r -> String.valueOf(r.value("sequence")).length())
                        .sum())
                .isEqualTo(text.lines()
                        .filter(l -> l.startsWith("     "))
                        .mapToInt(l -> l.replace(" ", "").length())
                        .sum());
    }

    private long lines(String pattern) {
        long count = text.lines().filter(l -> l.matches(pattern)).count();
        assertThat(count).as(pattern).isPositive();
        return count;
    }

    private long total(String column) {
        return file.records().stream().mapToLong(r -> size(r, column)).sum();
    }

    private static int size(DataRecord record, String column) {
        return record.value(column) instanceof List<?> list ? list.size() : 0;
    }

    private long with(String column, boolean value) {
        return file.records().stream()
                .filter(r -> Boolean.valueOf(value).equals(r.value(column)))
                .count();
    }
}
