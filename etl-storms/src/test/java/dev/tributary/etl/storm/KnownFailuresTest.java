package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fifteen ways in which programs of this kind are known to fail, although they say otherwise: each is a sentence that holds here. */
@Timeout(180)
class KnownFailuresTest {
    private static final int ENTRIES = 40;
    private static final String DAT = "entries.dat";
    private static final String STAGED = "staged, workers: 3";
    private static final String FILES = "{ plugin: files, formats: [dat, json] }";
    private static final String REGISTRY = "{ plugin: registry, formats: [dat, json] }";

    @TempDir
    Path folder;

    private Bench bench = new Bench(Path.of(""));

    @BeforeEach
    void bench() throws IOException {
        bench = new Bench(folder);
        source(Entries.text(0, ENTRIES));
    }

    private void source(String text) throws IOException {
        bench.source(DAT, Entries.bytes(text));
    }

    private Path dataset(String mode, String loaders, String more) throws IOException {
        var yaml = Files.readString(bench.dataset(DAT, loaders, more));
        return bench.yaml(yaml.replace("workers: 2", "mode: " + mode));
    }

    private RunReport completed(Path dataset) throws InterruptedException {
        var report = bench.run(dataset);
        assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        return report;
    }

    private long number(String sql) throws SQLException {
        return bench.home().number(sql);
    }

    private void kill(Path dataset, String step, int time) throws IOException, InterruptedException {
        var arguments = new String[] {bench.home().path().toString(), dataset.toString(), step, Integer.toString(time)};
        try (var child = ChildJvm.start(List.of("-Xmx128m"), StormMain.class, arguments)) {
            assertThat(child.exitCode()).as(child.output()).isEqualTo(ChildJvm.KILLED);
        }
    }

    private List<String> lines() throws IOException {
        var lines = new ArrayList<String>();
        for (var part : bench.home().files(name -> name.endsWith(".ndjson"))) {
            lines.addAll(Files.readAllLines(part));
        }
        return lines;
    }

    @Test
    void gap01_unitsOfADeadWorkerAreTakenOver() throws Exception {
        var dataset = dataset(STAGED, Bench.JSONL, "");
        kill(dataset, "stage", 3);
        assertThat(number("SELECT count(*) FROM ingestion_work_units WHERE status = 'claimed'"))
                .isPositive();
        assertThat(completed(dataset).records().loaded()).isEqualTo(ENTRIES);
        assertThat(number("SELECT count(*) FROM ingestion_work_units WHERE status <> 'completed'"))
                .isZero();
    }

    @Test
    void gap02_whatWaitsIsWhatIsStored() throws Exception {
        completed(dataset(STAGED, Bench.JSONL, ""));
        assertThat(lines()).hasSize(ENTRIES);
        assertThat(number("SELECT count(*) FROM ingestion_staged_records WHERE status = 'stored'"))
                .isEqualTo(ENTRIES);
        assertThat(number("SELECT count(*) FROM ingestion_staged_records WHERE status <> 'stored'"))
                .isZero();
    }

    @Test
    void gap03_everyObjectThatIsStoredIsWrittenDown() throws Exception {
        completed(dataset(STAGED, FILES, ""));
        assertThat(
                        number(
                                "SELECT count(*) FROM ingestion_file_uploads u JOIN ingestion_staged_records r"
                                        + " ON r.job_no = u.job_no AND r.record_type = u.record_type AND r.record_identifier = u.record_identifier"))
                .isEqualTo(2L * ENTRIES);
    }

    @Test
    void gap04_noTwoWorkersStoreTheSameRows() throws Exception {
        var url = "jdbc:sqlite:" + folder.resolve("target.db");
        completed(dataset(
                STAGED,
                "{ plugin: jdbc, url: '" + url + "', table: proteins, mode: append, columns: [{ name: accession }] }",
                ""));
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*), count(DISTINCT accession) FROM proteins")) {
            assertThat(rows.getLong(1)).isEqualTo(ENTRIES);
            assertThat(rows.getLong(2)).isEqualTo(ENTRIES);
        }
    }

    @Test
    void gap05_aRetryBehindACrashAddsNothingTwiceAndUsesUpNoAttempts() throws Exception {
        var dataset = dataset(STAGED, Bench.JSONL, "");
        kill(dataset, "stage.done", 2);
        kill(dataset, "stage.done", 1);
        kill(dataset, "unit_commit.ledger", 2);
        assertThat(completed(dataset).records().loaded()).isEqualTo(ENTRIES);
        assertThat(number("SELECT count(*) FROM ingestion_staged_records")).isEqualTo(ENTRIES);
        assertThat(lines()).doesNotHaveDuplicates().hasSize(ENTRIES);
    }

    @Test
    void gap06_aUnitThatFailedDoesNotLookAlive() throws Exception {
        var report = bench.run(
                dataset(STAGED, Bench.JSONL, ""),
                builder -> builder.steps(step -> {
                    if (step.equals("stage")) {
                        throw new IllegalStateException("a defect");
                    }
                }));
        assertThat(report.status()).isEqualTo(RunStatus.FAILED);
        assertThat(number("SELECT count(*) FROM ingestion_work_units WHERE status = 'claimed'"))
                .isZero();
    }

    @Test
    void gap07_aLateWorkerCannotCompleteAUnitThatAnotherTook() throws Exception {
        var report = bench.run(
                dataset("direct", Bench.JSONL, ""),
                builder -> builder.steps(step -> {
                    if (step.equals("unit_commit.ledger")) {
                        takeFromTheRun();
                    }
                }));
        assertThat(report.status()).isEqualTo(RunStatus.FAILED);
        assertThat(report.failure().orElseThrow().code()).isEqualTo(StandardError.LEASE_LOST);
        assertThat(number("SELECT count(*) FROM ingestion_work_units WHERE status = 'completed'"))
                .isZero();
    }

    private void takeFromTheRun() {
        try (var connection = DriverManager.getConnection(bench.home().ledgerUrl());
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 20000");
            statement.execute("UPDATE ingestion_work_units SET fence = fence + 1 WHERE status = 'claimed'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void gap08_noUnitReadsMoreThanItsOwnBytes() throws Exception {
        completed(dataset(STAGED, Bench.JSONL, ""));
        var parse = " FROM ingestion_work_units WHERE unit_type = 'parse_batch'";
        assertThat(number("SELECT sum(byte_count)" + parse)).isEqualTo(Files.size(folder.resolve(DAT)));
        assertThat(number("SELECT count(*)" + parse)).isEqualTo(ENTRIES / 4);
        assertThat(
                        number(
                                "SELECT count(*) FROM ingestion_work_units u WHERE u.unit_type = 'parse_batch' AND u.number > 0"
                                        + " AND NOT EXISTS (SELECT 1 FROM ingestion_work_units b WHERE b.job_no = u.job_no"
                                        + " AND b.unit_type = 'parse_batch' AND b.number = u.number - 1 AND b.start_offset + b.byte_count = u.start_offset)"))
                .isZero();
    }

    @Test
    void gap09_aDatFileIsTheSourcesTextAndNoJson() throws Exception {
        completed(dataset("direct", FILES, ""));
        var dats = bench.home().files(name -> name.startsWith("bench/") && name.endsWith(".dat"));
        assertThat(dats).hasSize(ENTRIES);
        assertThat(dats.stream().map(KnownFailuresTest::text)).contains(Entries.entry(7));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void gap10_theTablesOfARecordsTypeAreWritten() throws Exception {
        completed(dataset(STAGED, REGISTRY, "release: { external: '2026_01' }\n"));
        assertThat(number("SELECT count(*) FROM protein_metadata m JOIN data_sources s ON s.id = m.entry_id"
                        + " JOIN protein_sequences q ON q.sequence_sha256 = m.sequence_sha256 WHERE q.sequence <> ''"))
                .isEqualTo(ENTRIES);
    }

    @Test
    void gap11_aRawFileThatIsNotWhatWasPublishedIsNeverParsed() throws Exception {
        var report = bench.run(bench.published(DAT, "0".repeat(64)));
        assertThat(report.status()).isEqualTo(RunStatus.FAILED);
        assertThat(report.failure().orElseThrow().code()).isEqualTo(StandardError.CHECKSUM_MISMATCH);
        assertThat(report.records().read()).isZero();
    }

    @Test
    void gap12_versionsOfOurOwnRiseWithWhatChanged() throws Exception {
        var counted = "{ plugin: registry, formats: [dat, json], internal: auto }";
        completed(dataset("direct", counted, "release: { external: '2026_01' }\n"));
        source(Entries.text(0, 3).replace("Divoba kinase 1", "Divoba ligase 1") + Entries.text(3, ENTRIES));
        completed(dataset("direct", counted, "release: { external: '2026_02' }\n"));
        assertThat(number("SELECT count(*) FROM versions WHERE version = '1.1' AND external_version = '2026_02'"))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) FROM versions WHERE version = '1.0'"))
                .isEqualTo(ENTRIES);
    }

    @Test
    void gap13_anEntryWithoutTheUsualNamesIsLoadedAndNoneIsDroppedInSilence() throws Exception {
        source(Entries.entry(0)
                        .replace("RecName: Full=Divoba kinase 0;", "SubName: Full=Uncharacterized protein;")
                        .replace("GN   Name=diA0;", "GN   ORFNames=GUT_001;")
                + Entries.entry(1).replace("DT   16-FEB-2004, integrated into UniProtKB/Swiss-Prot.\n", "")
                + "ID   nonsense\n//\n"
                + Entries.entry(2));
        var report = completed(dataset("direct", Bench.JSONL, ""));
        var records = report.records();
        assertThat(records.read()).isEqualTo(4).isEqualTo(records.loaded() + records.rejected());
        assertThat(number("SELECT count(*) FROM ingestion_dead_letters")).isEqualTo(records.rejected());
        assertThat(lines()).anySatisfy(line -> assertThat(line).contains("Uncharacterized protein", "GUT_001"));
    }

    @Test
    void gap14_whatIsCountedAsStoredIsStored() throws Exception {
        source(Entries.text(0, 5) + "ID   nonsense\n//\n" + Entries.entry(2) + Entries.text(5, ENTRIES));
        for (var mode : List.of("direct", STAGED)) {
            var report = completed(dataset(mode, Bench.JSONL, "release: { external: '" + mode.charAt(0) + "' }\n"));
            assertThat(report.records().loaded()).isEqualTo(ENTRIES);
            assertThat(report.records().rejected()).isEqualTo(1);
            assertThat(report.records().duplicate()).isEqualTo(1);
        }
        assertThat(lines()).hasSize(2 * ENTRIES);
    }

    @Test
    void gap15_aReleaseThatFailedIsRunAgainWithoutDeletingAnything() throws Exception {
        source(Entries.text(0, ENTRIES) + "ID   nonsense\n//\n");
        var external = "release: { external: '2026_01' }\n";
        var strict = bench.run(dataset("direct", Bench.JSONL, external + "limits: { rejects: 0 }\n"));
        assertThat(strict.status()).isEqualTo(RunStatus.FAILED);
        var report = completed(dataset("direct", Bench.JSONL, external + "limits: { rejects: 1 }\n"));
        assertThat(report.records().loaded()).isEqualTo(ENTRIES);
    }
}
