package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.cli.CommandRunner.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewCommandTest {
    @TempDir
    Path folder = Path.of("");

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void theFirstRecordsAreShownAndNothingIsWritten() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        etl.dataset("sample_one", "normalize: [{ plugin: lowercase_identifiers }]");
        List<Path> before = files();
        Result preview = etl.run("preview", "sample_one", "--limit", "2");
        assertThat(preview.code()).as(preview.err()).isZero();
        assertThat(preview.out())
                .contains("protein p0cvl0  uniprot_sample.dat.gz:1", "organism_name", "2 records; there are more");
        assertThat(preview.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(140));
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void eachStageShowsWhatItMakes() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        etl.dataset(
                "sample_one",
                "normalize: [{ plugin: lowercase_identifiers }]",
                "transform: [{ plugin: enrich, fields: { source: UniProtKB } }]");
        assertThat(etl.run("preview", "sample_one", "--stage", "extract", "--limit", "1")
                        .out())
                .contains("source records", "  ID   KAVO_FOBAB", "  //");
        assertThat(etl.run("preview", "sample_one", "--stage", "parse", "--limit", "1")
                        .out())
                .contains("protein P0CVL0");
        assertThat(etl.run("preview", "sample_one", "--stage", "normalize", "--limit", "1")
                        .out())
                .contains("protein p0cvl0")
                .doesNotContain("UniProtKB");
        assertThat(etl.run("preview", "sample_one", "--stage", "transform", "--limit", "1")
                        .out())
                .contains("UniProtKB");
        Result all = etl.run("preview", "sample_one", "--limit", "100");
        assertThat(all.out()).contains("60 records; these are all");
        assertThat(etl.run("preview", "sample_one", "--stage", "load").code()).isEqualTo(2);
        assertThat(etl.run("preview", "sample_one", "--limit", "0").code()).isEqualTo(2);
    }

    @Test
    void jsonHasRecordsWithTheirPlaces() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        etl.dataset("sample_one");
        Result preview = etl.run("preview", "sample_one", "--json", "--limit", "1");
        assertThat(preview.code()).isZero();
        assertThat(preview.out().lines()).hasSize(1);
        assertThat(preview.out())
                .startsWith("{\"dataset_id\":\"sample_one\",\"stage\":\"transform\",\"release\":null,\"files\":[{")
                .contains(
                        "\"record_identifier\":\"P0CVL0\",\"place\":\"uniprot_sample.dat.gz:1\",\"data\":{",
                        "\"sequence_length\":79",
                        "\"rejects\":[],\"at_end\":false}");
    }

    @Test
    void rejectsAreShownWithTheirPlaceAndEndThePreview() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        String bad = "ID   broken\nAC   ;\n//\n".repeat(5_000);
        Files.writeString(folder.resolve("bad.dat"), bad);
        Path file = etl.dataset("bad_one");
        Files.writeString(file, Files.readString(file).replaceFirst("paths: \\[.*\\]", "paths: [../../bad.dat]"));
        Result preview = etl.run("preview", "bad_one", "--limit", "3");
        assertThat(preview.code()).isZero();
        assertThat(preview.out()).contains("reject    bad.dat:1  E3", "0 records, 3 rejects; there are more");
    }

    @Test
    void aSourceThatIsNotThereOrDamagedFailsWithItsCode() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        Path file = etl.dataset("gone_one");
        Files.writeString(file, Files.readString(file).replaceFirst("paths: \\[.*\\]", "paths: [gone.dat]"));
        Result gone = etl.run("preview", "gone_one", "--json");
        assertThat(gone.code()).isEqualTo(1);
        assertThat(gone.out()).contains("{\"problems\":[{\"code\":\"E2002\"");
        Files.write(folder.resolve("config/datasets/gone.dat.gz"), "<html>no".getBytes(StandardCharsets.UTF_8));
        Files.writeString(file, Files.readString(file).replace("gone.dat", "gone.dat.gz"));
        assertThat(etl.run("preview", "gone_one").err()).contains("E2007 STREAM_CORRUPT", "HTML page");
    }

    @Test
    void narrowRecordsStandInATable() {
        TextTable table = new TextTable("place", "gene", "value");
        table.add(List.of("a.tsv:2", "BRCA2", "1.5"));
        table.add(List.of("a.tsv:10", Cell.of(Map.of("a", List.of(1, 2))), "two\nlines"));
        java.io.StringWriter text = new java.io.StringWriter();
        table.print(new java.io.PrintWriter(text), 30);
        assertThat(text.toString().lines())
                .containsExactly(
                        "place     gene         value",
                        "a.tsv:2   BRCA2        1.5",
                        "a.tsv:10  {\"a\":[1,2]}  two li\u2026");
    }
}
