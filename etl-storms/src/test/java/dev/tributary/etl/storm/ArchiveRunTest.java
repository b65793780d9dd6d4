package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.spi.error.StandardError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members of archives through the whole engine. */
class ArchiveRunTest {
    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void bench() {
        bench = new Bench(folder);
    }

    private static byte[] zip(Object... namesAndContents) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                zip.write(
                        namesAndContents[i + 1] instanceof String text
                                ? Entries.bytes(text)
                                : (byte[]) namesAndContents[i + 1]);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private RunReport run(String members, String more) throws IOException, InterruptedException {
        return bench.run(bench.yaml("dataset_id: bench\nparse: { plugin: uniprot_flat }\n"
                + "run: { parse_batch: 4, chunk_bytes: 2KiB, unit_bytes: 64KiB, workers: 2 }\n"
                + "extract: { plugin: file, paths: ['*.zip'], members: " + members + " }\nload: [" + Bench.JSONL + "]\n"
                + more));
    }

    private List<String> lines() throws IOException {
        var lines = new ArrayList<String>();
        for (var part : bench.home().files(n -> n.endsWith(".ndjson"))) {
            lines.addAll(Files.readAllLines(part, StandardCharsets.UTF_8));
        }
        return lines;
    }

    private static StandardError code(RunReport report) {
        return (StandardError)
                report.failure().orElseThrow(() -> new AssertionError(report)).code();
    }

    @Test
    void recordsOfMembersNameArchiveAndMemberAndTheirPlaceInIt() throws IOException, InterruptedException {
        var first = Entries.text(0, 10);
        bench.source(
                "a.zip",
                zip("z/one.dat", first, "readme.txt", "no entry", "b/two.dat.gz", Entries.gzip(Entries.text(10, 20))));
        bench.source("b.zip", zip("three.dat", Entries.text(20, 25)));

        var report = run("['*.dat', 'b/*.gz']", "");

        assertThat(report.failure()).isEmpty();
        assertThat(report.records().loaded()).isEqualTo(25);
        assertThat(report.files()).extracting(f -> f.name()).containsExactly("a.zip", "b.zip");
        var lines = lines();
        assertThat(lines.get(0)).contains("\"file\":\"a.zip!/z/one.dat\",\"offset\":0,\"line\":1}");
        assertThat(lines.get(10)).contains("\"file\":\"a.zip!/b/two.dat.gz\",\"offset\":0,\"line\":1}");
        assertThat(lines.get(20)).contains("\"file\":\"b.zip!/three.dat\"");
        try (var etl = bench.etl(b -> b)) {
            var trace = etl.history().trace("bench", Entries.accession(12)).get(0);
            assertThat(trace.source()).isEqualTo("a.zip!/b/two.dat.gz");
            assertThat(trace.file().name()).isEqualTo("a.zip");
            assertThat(trace.ordinal()).isEqualTo(12);
            assertThat(new String(etl.history().sourceBytes(trace), StandardCharsets.UTF_8))
                    .isEqualTo(Entries.entry(12));
        }
        assertThat(run("['*.dat', 'b/*.gz']", "").status()).isEqualTo(RunStatus.UNCHANGED);
    }

    @Test
    void nothingIsPublishedOfAnArchiveThatIsRefusedOnItsWay() throws IOException, InterruptedException {
        bench.source("a.zip", zip("one.dat", Entries.text(0, 30), "../evil.dat", Entries.text(30, 31)));
        var report = run("'*.dat'", "");

        assertThat(code(report)).isEqualTo(StandardError.ARCHIVE_UNSAFE);
        assertThat(bench.visible()).isEmpty();
        assertThat(folder.getParent()).isDirectoryNotContaining("glob:**evil*");
    }

    @Test
    void aGlobWithoutAMemberSaysWhatThereIs() throws IOException, InterruptedException {
        bench.source("a.zip", zip("one.dat", Entries.text(0, 3), "two.dat", ""));
        var report = run("'*.tsv'", "");

        assertThat(code(report)).isEqualTo(StandardError.SOURCE_MISSING);
        assertThat(report.failure().orElseThrow().toString())
                .contains("a.zip")
                .contains("*.tsv")
                .contains("one.dat, two.dat");
    }

    @Test
    void archivesAreNotTakenForRecords() throws IOException, InterruptedException {
        var inner = zip("one.dat", Entries.text(0, 3));
        bench.source("a.zip", inner);
        assertThat(code(run("[]", ""))).isEqualTo(StandardError.ARCHIVE_UNSUPPORTED);

        bench.source("a.zip", zip("inner.zip", inner));
        assertThat(code(run("'*'", ""))).isEqualTo(StandardError.ARCHIVE_UNSUPPORTED);
    }

    @Test
    void aBombStopsAtTheLimit() throws IOException, InterruptedException {
        bench.source("a.zip", zip("one.dat", "x".repeat(1 << 20)));
        var report = bench.run(bench.yaml("dataset_id: bench\nparse: { plugin: uniprot_flat }\n"
                + "run: { max_expanded_bytes: 64KiB }\n"
                + "extract: { plugin: file, paths: [a.zip], members: '*' }\nload: [" + Bench.JSONL + "]\n"));

        assertThat(code(report)).isEqualTo(StandardError.STREAM_TOO_LARGE);
        assertThat(bench.visible()).isEmpty();
    }
}
