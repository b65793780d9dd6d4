package dev.tributary.etl.storm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parsers of whole files: a group of files is a unit, all or nothing, and goes by in pieces. */
@Timeout(120)
class FileParserTest {
    private static final int GROUPS = 4;
    /** More than a piece. */
    private static final int ROWS = 1_200;

    @TempDir
    Path folder;

    private Bench bench;
    private Path source;

    @BeforeEach
    void bundles() throws IOException {
        bench = new Bench(folder);
        source = Files.createDirectory(folder.resolve("in"));
        for (int i = 0; i < GROUPS; i++) {
            bundle("g" + i, ROWS);
        }
    }

    private void bundle(String name, int rows) throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            text.append(name).append('_').append(i).append(" row\n");
        }
        Files.writeString(source.resolve(name + ".report"), text);
        Files.writeString(source.resolve(name + ".seq"), "ACGT".repeat(1_000) + name);
    }

    private RunReport run(BundlePlugins.OnLine script) throws IOException, InterruptedException {
        return run(script, "[{ plugin: jsonl }]");
    }

    private RunReport run(BundlePlugins.OnLine script, String loaders) throws IOException, InterruptedException {
        var yaml = """
                dataset_id: bench
                extract: { plugin: bundles, folder: 'in' }
                parse: { plugin: bundle }
                run: { workers: 2 }
                load:""" + " " + loaders + "\n";
        return bench.run(bench.yaml(yaml), b -> b.plugin(new BundlePlugins.Folder())
                .plugin(new BundlePlugins.Bundle(script))
                .plugin(new BundlePlugins.Seq()));
    }

    private Stream<String> lines() throws IOException {
        var lines = Stream.<String>empty();
        for (var part : bench.home().files(n -> n.startsWith("output/") && n.endsWith(".ndjson"))) {
            lines = Stream.concat(lines, Files.readAllLines(part).stream());
        }
        return lines;
    }

    @Test
    void aGroupIsAUnitAndItsContentGoesAlong() throws IOException, InterruptedException, SQLException {
        var report = run(line -> {});
        assertThat(report.failure()).isEmpty();
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.records().read()).isEqualTo(GROUPS * ROWS);
        assertThat(report.records().loaded()).isEqualTo(GROUPS * ROWS);
        assertThat(bench.home().query("SELECT number, file_index, record_count FROM ingestion_work_units", c -> true))
                .containsExactly(
                        "|number=0|file_index=0|record_count=1200",
                        "|number=1|file_index=2|record_count=1200",
                        "|number=2|file_index=4|record_count=1200",
                        "|number=3|file_index=6|record_count=1200");
        assertThat(lines().filter(line ->
                        line.contains("\"attachments\":[{\"format\":\"seq\",\"object\":\"attachments/")))
                .hasSize(GROUPS);
        assertThat(lines().skip(ROWS + 1).findFirst().orElseThrow())
                .contains("\"source\":{\"file\":\"g1.report\",\"offset\":9,\"line\":2}");
        assertThat(run(line -> {}).status()).isEqualTo(RunStatus.UNCHANGED);
    }

    @Test
    void filesGetTheContentThatGoesAlong() throws IOException, InterruptedException {
        for (int i = 0; i < GROUPS; i++) {
            bundle("g" + i, 2);
        }
        var report = run(line -> {}, "[{ plugin: files, formats: [json, seq] }]");
        assertThat(report.failure()).isEmpty();
        assertThat(bench.home().names(n -> n.endsWith(".seq") && n.startsWith("bench/")))
                .containsExactly(
                        "bench/g0_0/1.0/g0_0.seq",
                        "bench/g1_0/1.0/g1_0.seq",
                        "bench/g2_0/1.0/g2_0.seq",
                        "bench/g3_0/1.0/g3_0.seq");
        assertThat(bench.home().path().resolve("bench/g2_0/1.0/g2_0.seq")).hasContent("ACGT".repeat(1_000) + "g2");
    }

    @Test
    void groupsThatAreAllRejectedFailTheJob() throws IOException, InterruptedException {
        var report = run(line -> {
            throw new IllegalStateException("broken");
        });
        assertThat(report.failure().orElseThrow().code()).isEqualTo(StandardError.LIMIT_EXCEEDED);
        assertThat(report.records().rejected()).isEqualTo(GROUPS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RECORD_MALFORMED", "PARSER_DEFECT"})
    void aGroupThatFailsIsOneRejectAndCostsNoOther(String code) throws IOException, InterruptedException, SQLException {
        var report = run(line -> {
            if (line.startsWith("g1_1100 ")) {
                throw code.equals("PARSER_DEFECT")
                        ? new IllegalStateException("broken")
                        : new EtlException(StandardError.RECORD_MALFORMED, "broken");
            }
        });
        assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.records().read()).isEqualTo((GROUPS - 1) * ROWS + 1);
        assertThat(report.records().loaded()).isEqualTo((GROUPS - 1) * ROWS);
        assertThat(report.records().rejected()).isEqualTo(1);
        assertThat(report.firstRejects()).singleElement().satisfies(reject -> {
            assertThat(reject.code()).contains(code);
            assertThat(reject.file()).isEqualTo("g1.report");
        });
        assertThat(lines().filter(line -> line.contains("\"g1_"))).isEmpty();
        assertThat(bench.home().number("SELECT max(attempt) FROM ingestion_work_units"))
                .isEqualTo(1);
    }

    @Test
    void rowsAreRejectedByThemselvesAndCounted() throws IOException, InterruptedException {
        Files.writeString(source.resolve("g1.report"), "a 1\n! bad\n+b 2\nc 3\n+d 4\na 5\n");
        var report = run(line -> {});
        assertThat(report.failure()).isEmpty();
        var counts = report.records();
        long others = (GROUPS - 1) * ROWS;
        assertThat(List.of(counts.read(), counts.derived(), counts.loaded(), counts.rejected(), counts.duplicate()))
                .containsExactly(others + 4, 2L, others + 4, 1L, 1L);
        assertThat(report.firstRejects()).singleElement().satisfies(reject -> assertThat(reject.line())
                .isEqualTo(2));
    }

    @Test
    void aGroupWithoutAFileThatItNeedsIsRejected() throws IOException, InterruptedException {
        Files.delete(source.resolve("g2.seq"));
        var report = run(line -> {});
        assertThat(report.records().rejected()).isEqualTo(1);
        assertThat(report.firstRejects().get(0).message()).contains("no *.seq");
    }

    @Test
    void aGroupThatCannotBeReadIsTriedAgain() throws IOException, InterruptedException, SQLException {
        var failures = new AtomicInteger();
        var report = run(line -> {
            if (line.startsWith("g2_700 ") && failures.incrementAndGet() <= 2) {
                throw new IOException("the line is busy");
            }
        });
        assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.records().loaded()).isEqualTo(GROUPS * ROWS);
        assertThat(bench.home().number("SELECT max(attempt) FROM ingestion_work_units WHERE number = 2"))
                .isEqualTo(3);
        assertThat(bench.home().number("SELECT max(attempt) FROM ingestion_work_units WHERE number <> 2"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tgz"})
    void membersOfAnArchiveAreTheFilesOfItsGroup(String kind) throws IOException, InterruptedException {
        for (var file : List.of("g1.report", "g1.seq")) {
            Files.delete(source.resolve(file));
        }
        var members = List.of("x/g.seq", "ACGT", "readme.txt", "no row", "x/g.report", "m 1\n! bad\nn 2\n");
        Files.write(source.resolve("g1." + kind), kind.equals("zip") ? zip(members) : tgz(members));
        var report = run(line -> {});
        assertThat(report.failure()).isEmpty();
        assertThat(report.records().loaded()).isEqualTo((GROUPS - 1) * ROWS + 2);
        assertThat(report.firstRejects()).singleElement().satisfies(reject -> assertThat(reject.file())
                .isEqualTo("g1." + kind + "!/x/g.report"));
        assertThat(lines().skip(ROWS).limit(2))
                .allMatch(line -> line.contains("\"file\":\"g1." + kind + "!/x/g.report\""));
        try (var etl = bench.etl(b -> b)) {
            var trace = etl.history().trace("bench", "n").get(0);
            assertThat(trace.source()).isEqualTo("g1." + kind);
            assertThat(etl.history().sourceBytes(trace)).isEmpty();
        }
    }

    private static byte[] zip(List<String> namesAndTexts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.size(); i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts.get(i)));
                zip.write(namesAndTexts.get(i + 1).getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] tgz(List<String> namesAndTexts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (int i = 0; i < namesAndTexts.size(); i += 2) {
                var text = namesAndTexts.get(i + 1).getBytes(UTF_8);
                var entry = new TarArchiveEntry(namesAndTexts.get(i));
                entry.setSize(text.length);
                tar.putArchiveEntry(entry);
                tar.write(text);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aRecordIsTracedToItsFile() throws IOException, InterruptedException {
        run(line -> {});
        try (var etl = bench.etl(b -> b)) {
            var trace = etl.history().trace("bench", "g2_0").get(0);
            assertThat(trace.source()).isEqualTo("g2.report");
            assertThat(trace.line()).isEqualTo(1);
            assertThat(etl.history().sourceBytes(trace)).asString().isEqualTo("g2_0 row");
        }
    }

    /** More than a piece of them, so that files are read on from piece to piece. */
    @ParameterizedTest
    @ValueSource(strings = {"report", "zip"})
    void rejectsKeepTheBytesTheyWereMadeOf(String kind) throws IOException, InterruptedException {
        var text = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            text.append(i % 2 == 0 ? "! bad é" : "good").append(i).append(" row\n");
        }
        if (kind.equals("zip")) {
            Files.delete(source.resolve("g3.report"));
            Files.delete(source.resolve("g3.seq"));
            Files.write(source.resolve("g3.zip"), zip(List.of("g.seq", "ACGT", "g.report", text.toString())));
        } else {
            Files.writeString(source.resolve("g3.report"), text);
        }
        run(line -> {});
        try (var etl = bench.etl(b -> b)) {
            var rejects = etl.history().rejects("bench", ROWS);
            assertThat(rejects).hasSize(ROWS / 2);
            for (int i = 0; i < rejects.size(); i++) {
                assertThat(rejects.get(i).raw()).asString(UTF_8).isEqualTo("! bad é" + 2 * i + " row");
            }
        }
    }

    @Test
    void killsChangeNothing() throws IOException, InterruptedException, SQLException {
        for (int i = GROUPS; i < 40; i++) {
            bundle("g" + i, 50);
        }
        var yaml = """
                dataset_id: storm
                release: { external: "1" }
                extract: { plugin: bundles, folder: 'in' }
                parse: { plugin: bundle }
                load: [{ plugin: jsonl }]
                """;
        var storm = new KillStorm(folder, Files.writeString(folder.resolve("storm.yaml"), yaml));
        int kills = Kill.Shape.IN_ONE_PASS.groups().size() + Storm.runs() / 10;
        var killed = storm.blow(Kill.draw(Kill.Shape.IN_ONE_PASS, Storm.random("kill storm over groups"), kills, 1));
        assertThat(killed.keySet()).containsAll(Kill.Shape.IN_ONE_PASS.groups());
    }
}
