package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.RecordCounts;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.spi.error.StandardError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run of two passes leaves what a run of one does, whatever is read and however many work at it. */
@Timeout(180)
class StagedRunTest {
    private static final int ENTRIES = 60;
    private static final String LINES = "[{ plugin: jsonl }, { plugin: files, formats: [dat, fasta, json] }]";

    @TempDir
    Path folder;

    /** What a source can be, as the framing pass knows it. */
    enum Stored {
        PLAIN("entries.dat"),
        MARKED("entries.dat"),
        GZIP("entries.dat.gz"),
        ARCHIVE("entries.zip");

        private final String file;

        Stored(String file) {
            this.file = file;
        }

        String file() {
            return file;
        }

        byte[] bytes(String text) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            var out = new ByteArrayOutputStream();
            try {
                switch (this) {
                    case PLAIN -> out.write(bytes);
                    case MARKED -> out.write(("\ufeff" + text).getBytes(StandardCharsets.UTF_8));
                    case GZIP -> {
                        try (var gzip = new GZIPOutputStream(out)) {
                            gzip.write(bytes);
                        }
                    }
                    case ARCHIVE -> {
                        try (var zip = new ZipOutputStream(out)) {
                            for (var name : List.of("a.dat", "b.dat")) {
                                zip.putNextEntry(new ZipEntry(name));
                                zip.write(bytes);
                            }
                        }
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }
    }

    private Bench bench(String name) throws IOException {
        return new Bench(Files.createDirectories(folder.resolve(name)));
    }

    private static RunReport run(Bench bench, String file, byte[] source, String run) throws Exception {
        bench.source(file, source);
        var members = file.endsWith(".zip") ? ", members: ['*.dat']" : "";
        return bench.run(bench.yaml("""
                dataset_id: bench
                release: { external: "1" }
                extract: { plugin: file, paths: ['%s']%s }
                parse: { plugin: uniprot_flat }
                normalize: [{ plugin: lowercase_identifiers }]
                transform: [{ plugin: enrich, fields: { from: the bench } }]
                load: %s
                run: { parse_batch: 7, chunk_bytes: 2KiB, unit_bytes: 64KiB, %s }
                """.formatted(file, members, LINES, run)));
    }

    /** Entries of which some are damaged, some come twice, and the last is cut short. */
    private static String text() {
        return Entries.text(0, 20)
                + "ID   nonsense\n//\n"
                + Entries.entry(3)
                + Entries.text(20, ENTRIES)
                + Entries.entry(ENTRIES - 1)
                + "ID   CUT_SHORT";
    }

    private static List<String> letters(Bench bench) throws SQLException {
        return bench.home()
                .query(
                        "SELECT code, message, hint, record_type, record_identifier, file_index, ordinal, source_offset,"
                                + " source_length, source_line, hex(raw) AS raw FROM ingestion_dead_letters"
                                + " ORDER BY file_index, ordinal, code",
                        c -> true);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLoadedIsWhatADirectRunLoads(Stored stored) throws Exception {
        var source = stored.bytes(text());
        var direct = bench("direct");
        var one = run(direct, stored.file, source, "workers: 2");
        assertThat(one.status()).as("%s", one).isEqualTo(RunStatus.COMPLETED);
        assertThat(one.records().duplicate()).isPositive();
        assertThat(one.records().rejected()).isPositive();
        for (int workers : List.of(1, 3)) {
            var staged = bench("staged" + workers);
            var two = run(staged, stored.file, source, "mode: staged, workers: " + workers);
            assertThat(two.status()).as("%s", two).isEqualTo(RunStatus.COMPLETED);
            assertThat(two.records()).isEqualTo(one.records());
            assertThat(HomeFolder.differences(
                            direct.home().published(), staged.home().published()))
                    .isEmpty();
            assertThat(letters(staged)).isEqualTo(letters(direct));
            assertThat(unitObjects(staged)).isEmpty();
        }
    }

    private static List<Path> unitObjects(Bench bench) throws IOException {
        return bench.home().files(name -> name.startsWith("ingest/") && name.contains("/~units/"));
    }

    @Test
    void aFinishedRunIsUnchanged() throws Exception {
        var bench = bench("home");
        var source = Stored.GZIP.bytes(text());
        assertThat(run(bench, "entries.dat.gz", source, "mode: staged").status())
                .isEqualTo(RunStatus.COMPLETED);
        var before = bench.home().untouched();
        assertThat(run(bench, "entries.dat.gz", source, "mode: staged").status())
                .isEqualTo(RunStatus.UNCHANGED);
        assertThat(run(bench, "entries.dat.gz", source, "mode: direct").status())
                .isEqualTo(RunStatus.UNCHANGED);
        assertThat(bench.home().untouched()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"entries.dat", "entries.dat.gz"})
    void onlyWhatCannotBeEnteredIsStoredAgain(String file) throws Exception {
        var bench = bench("home");
        var text = Entries.text(0, 400);
        var source = (file.endsWith(".gz") ? Stored.GZIP : Stored.PLAIN).bytes(text);
        var stored = new ArrayList<Long>();
        bench.source(file, source);
        var dataset = bench.dataset(file, Bench.JSONL, "").getFileName();
        var yaml = Files.readString(folder.resolve("home").resolve(dataset)).replace("run: {", "run: { mode: staged,");
        var report = bench.run(
                bench.yaml(yaml),
                b -> b.steps(step -> {
                    if (step.equals("decide")) {
                        stored.add(size(bench));
                    }
                }));
        assertThat(report.records().loaded()).isEqualTo(400);
        assertThat(stored).singleElement().satisfies(bytes -> {
            if (file.endsWith(".gz")) {
                assertThat(bytes).isGreaterThan(source.length / 4);
            } else {
                assertThat(bytes).isLessThan(source.length / 4);
            }
        });
    }

    private static long size(Bench bench) {
        try {
            long size = 0;
            for (var object : unitObjects(bench)) {
                size += Files.size(object);
            }
            return size;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void workersBeginBeforeTheFramingPassEnds() throws Exception {
        var bench = bench("home");
        bench.source("entries.dat", Stored.PLAIN.bytes(Entries.text(0, 400)));
        var order = java.util.Collections.synchronizedList(new ArrayList<String>());
        var parsed = new java.util.concurrent.CountDownLatch(1);
        var yaml = Files.readString(bench.dataset("entries.dat")).replace("run: {", "run: { mode: staged,");
        var report = bench.run(
                bench.yaml(yaml),
                b -> b.steps(step -> {
                    order.add(step);
                    if (step.equals("stage.done")) {
                        parsed.countDown();
                    } else if (step.equals("frame.end")) {
                        await(parsed);
                    }
                }));
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(order.indexOf("stage.done")).isLessThan(order.indexOf("frame.end.done"));
    }

    private static void await(java.util.concurrent.CountDownLatch latch) {
        try {
            assertThat(latch.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aTranscodedFileIsStoredAsItIsRead() throws Exception {
        var text = Entries.text(0, 20).replace("Homo", "H\u00f6mo");
        var source = text.getBytes(Charset.forName("windows-1252"));
        var direct = bench("direct");
        var staged = bench("staged");
        run(direct, "entries.dat", source, "workers: 2");
        var report = run(staged, "entries.dat", source, "mode: staged");
        assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        assertThat(HomeFolder.differences(
                        direct.home().published(), staged.home().published()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frame",
                "frame.unit",
                "frame.plan",
                "frame.end",
                "parse",
                "stage",
                "stage.done",
                "decide",
                "decide.done",
                "load",
                "unit_commit",
                "unit_commit.ledger",
                "unit_commit.done",
                "publish.loader"
            })
    void aRunThatStopsAnywhereGoesOn(String step) throws Exception {
        var source = Stored.GZIP.bytes(text());
        var calm = bench("calm");
        run(calm, "entries.dat.gz", source, "mode: staged, workers: 2");
        var bench = bench("torn");
        run(bench, "entries.dat.gz", source, "mode: staged, workers: 2", step, 2);
        assertThat(run(bench, "entries.dat.gz", source, "mode: staged, workers: 2")
                        .status())
                .isEqualTo(RunStatus.COMPLETED);
        Snapshot.of(calm.home()).assertSame(Snapshot.of(bench.home()), step);
    }

    /** A run that fails when it reaches a step for the n-th time, or the first time when there is no second. */
    private static void run(Bench bench, String file, byte[] source, String run, String step, int times)
            throws Exception {
        bench.source(file, source);
        var reached = new AtomicInteger();
        bench.run(
                yaml(bench, file, run),
                b -> b.steps(name -> {
                    boolean once = step.startsWith("decide") || step.startsWith("publish") || step.equals("frame.end");
                    if (name.equals(step) && reached.incrementAndGet() == (once ? 1 : times)) {
                        throw new IllegalStateException("stopped at " + step);
                    }
                }));
    }

    private static Path yaml(Bench bench, String file, String run) throws IOException {
        return bench.yaml("""
                dataset_id: bench
                release: { external: "1" }
                extract: { plugin: file, paths: ['%s'] }
                parse: { plugin: uniprot_flat }
                normalize: [{ plugin: lowercase_identifiers }]
                transform: [{ plugin: enrich, fields: { from: the bench } }]
                load: %s
                run: { parse_batch: 7, chunk_bytes: 2KiB, unit_bytes: 64KiB, %s }
                """.formatted(file, LINES, run));
    }

    @Test
    void aUnitThatIsDamagedOrGoneIsMadeAnew() throws Exception {
        var source = Stored.GZIP.bytes(text());
        var calm = bench("calm");
        run(calm, "entries.dat.gz", source, "mode: staged");
        var bench = bench("torn");
        run(bench, "entries.dat.gz", source, "mode: staged", "frame.end.done", 1);
        var objects = unitObjects(bench);
        assertThat(objects).hasSizeGreaterThan(3);
        Files.delete(objects.get(2));
        var parsed = new CountDownLatch(1);
        var early = new AtomicBoolean();
        var report = bench.run(
                yaml(bench, "entries.dat.gz", "mode: staged"),
                b -> b.steps(name -> {
                    if (name.equals("parse")) {
                        parsed.countDown();
                    } else if (name.equals("frame.unit")) {
                        early.set(isOpenWithinASecond(parsed));
                    }
                }));
        assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        assertThat(early).as("a unit was begun while another was made anew").isFalse();
        Snapshot.of(calm.home()).assertSame(Snapshot.of(bench.home()), "a unit that is gone");
    }

    private static boolean isOpenWithinASecond(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tooManyRejectsFailTheJobBeforeAnythingIsPublished() throws Exception {
        var bench = bench("home");
        bench.source("entries.dat", Stored.PLAIN.bytes(text()));
        var dataset = yaml(bench, "entries.dat", "mode: staged");
        Files.writeString(dataset, Files.readString(dataset) + "limits: { rejects: 1 }\n");
        var report = bench.run(dataset);
        assertThat(report.failure().orElseThrow().code()).isEqualTo(StandardError.LIMIT_EXCEEDED);
        assertThat(bench.visible()).isEmpty();
        Files.writeString(dataset, Files.readString(dataset).replace("rejects: 1", "rejects: 10"));
        assertThat(bench.run(dataset).status()).isEqualTo(RunStatus.COMPLETED);
    }

    /** Keys that come twice are known before anything is loaded; what a job says that fails by them is what it counted. */
    @Test
    void aJobThatFailsByEqualKeysSaysHowManyItRejected() throws Exception {
        var bench = bench("home");
        bench.source("entries.dat", Entries.bytes(Entries.text(0, 20) + Entries.text(3, 6) + Entries.damaged(30)));
        var dataset = yaml(bench, "entries.dat", "mode: staged");
        Files.writeString(dataset, Files.readString(dataset) + "duplicates: reject\nlimits: { rejects: 5 }\n");
        var report = bench.run(dataset);
        assertThat(report.failure().orElseThrow().message()).contains("7 of 24 records were rejected");
        assertThat(report.records()).isEqualTo(new RecordCounts(24, 0, 0, 7, 0, 0));
        try (var etl = bench.etl(builder -> builder)) {
            var job = etl.history().jobs(Optional.empty(), 1).get(0);
            assertThat(job.records()).isEqualTo(report.records());
        }
        Files.writeString(dataset, Files.readString(dataset).replace("rejects: 5", "rejects: 7"));
        assertThat(bench.run(dataset).records()).isEqualTo(new RecordCounts(24, 0, 17, 7, 0, 0));
    }

    @Test
    void aFileOfWhichNothingIsAcceptedFailsTheJob() throws Exception {
        var bench = bench("home");
        bench.source("entries.dat", Stored.PLAIN.bytes("ID   nonsense\n//\n".repeat(5)));
        var report = bench.run(yaml(bench, "entries.dat", "mode: staged"));
        assertThat(report.failure().orElseThrow().code()).isEqualTo(StandardError.LIMIT_EXCEEDED);
        assertThat(bench.visible()).isEmpty();
    }

    @Test
    void groupsOfFilesAreUnitsToo() throws Exception {
        var source = Files.createDirectory(folder.resolve("in"));
        for (int i = 0; i < 4; i++) {
            var rows = new StringBuilder();
            for (int row = 0; row < 530; row++) {
                rows.append(row == 510 ? "! bad" : "g" + i + "_" + row + " row").append('\n');
            }
            Files.writeString(source.resolve("g" + i + ".report"), i == 2 ? "nothing\n" : rows);
            Files.writeString(source.resolve("g" + i + ".seq"), "ACGT".repeat(1_000) + i);
        }
        try (var zip = new ZipOutputStream(Files.newOutputStream(source.resolve("g4.zip")))) {
            for (var name : List.of("x/a.report", "x/a.seq")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(Entries.bytes("zipped row\n"));
            }
        }
        var direct = bundles("direct", "workers: 2");
        var staged = bundles("staged", "mode: staged, workers: 3");
        assertThat(HomeFolder.differences(
                        direct.home().published(), staged.home().published()))
                .isEmpty();
        assertThat(letters(staged)).isEqualTo(letters(direct));
    }

    private Bench bundles(String name, String run) throws Exception {
        var bench = bench(name);
        var report = bench.run(
                bench.yaml("""
                        dataset_id: bench
                        release: { external: "1" }
                        extract: { plugin: bundles, folder: '%s' }
                        parse: { plugin: bundle }
                        run: { %s }
                        load: [{ plugin: jsonl }, { plugin: files, formats: [json, seq] }]
                        """.formatted(folder.resolve("in"), run)), b -> b.plugin(new BundlePlugins.Folder())
                        .plugin(new BundlePlugins.Bundle(line -> {}))
                        .plugin(new BundlePlugins.Seq()));
        assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        return bench;
    }

    @Test
    void aUnitThatKeepsFailingEndsTheRunWithItsReason() throws Exception {
        var bench = bench("home");
        bench.source("lines.tsv", "a\tb\nc\td\ne\tf\n".getBytes(StandardCharsets.UTF_8));
        var dataset = bench.yaml("""
                dataset_id: bench
                extract: { plugin: file, paths: [lines.tsv] }
                parse: { plugin: name_and_text }
                load: [{ plugin: scripted }]
                run: { mode: staged, parse_batch: 1, workers: 2, max_attempts: 3 }
                """);
        var report = bench.run(
                dataset,
                b -> b.plugin(new TestPlugins.Scripted((unit, batch, rejects) -> {
                    if (unit.number() == 1) {
                        throw new IOException("the target is busy");
                    }
                })));
        assertThat(report.failure().orElseThrow().code()).isEqualTo(StandardError.ATTEMPTS_EXHAUSTED);
        assertThat(report.failure().orElseThrow().message()).contains("the target is busy");
        assertThat(bench.home()
                        .query(
                                "SELECT unit_type, number, status, attempt FROM ingestion_work_units"
                                        + " WHERE status <> 'completed'",
                                c -> true))
                .contains("|unit_type=store_batch|number=1|status=failed|attempt=3");
        assertThat(bench.home().number("SELECT count(*) FROM ingestion_work_units WHERE status = 'claimed'"))
                .isZero();
        var again = bench.run(dataset, b -> b.plugin(new TestPlugins.Scripted((unit, batch, rejects) -> {})));
        assertThat(again.status()).as("%s", again).isEqualTo(RunStatus.COMPLETED);
        assertThat(again.records().loaded()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"frame.unit", "stage.done", "load"})
    void aRunThatIsAskedToStopDrains(String step) throws Exception {
        var bench = bench("home");
        bench.source("entries.dat", Stored.PLAIN.bytes(Entries.text(0, 300)));
        var dataset = yaml(bench, "entries.dat", "mode: staged, workers: 2");
        var reached = new java.util.concurrent.CountDownLatch(1);
        var asked = new java.util.concurrent.CountDownLatch(1);
        try (var etl = bench.etl(b -> b.steps(name -> {
            if (name.equals(step)) {
                reached.countDown();
                await(asked);
            }
        }))) {
            var run = etl.start(Bench.request(dataset));
            await(reached);
            run.cancel();
            asked.countDown();
            assertThat(run.await().status()).isEqualTo(RunStatus.CANCELLED);
        }
        assertThat(bench.home().number("SELECT count(*) FROM ingestion_work_units WHERE status = 'claimed'"))
                .isZero();
        assertThat(bench.visible()).isEmpty();
        var report = bench.run(dataset);
        assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.records().loaded()).isEqualTo(300);
    }

    @Test
    void aDryRunLeavesNoUnits() throws Exception {
        var bench = bench("home");
        bench.source("entries.dat.gz", Stored.GZIP.bytes(text()));
        var dataset = yaml(bench, "entries.dat.gz", "mode: staged");
        try (var etl = bench.etl(b -> b)) {
            var report = etl.startDryRun(Bench.request(dataset)).await();
            assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
            assertThat(report.records().duplicate()).isPositive();
        }
        assertThat(unitObjects(bench)).isEmpty();
        assertThat(bench.visible()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "last", "reject", "{ newest: entry_version }"})
    void theRuleForDuplicatesHolds(String rule) throws Exception {
        var bench = bench("home");
        var text = versioned(1, 5) + versioned(2, 1) + versioned(1, 9) + versioned(3, 2) + versioned(1, 7);
        bench.source("entries.dat.gz", Stored.GZIP.bytes(text));
        var dataset = yaml(bench, "entries.dat.gz", "workers: 2, parse_batch: 1");
        Files.writeString(
                dataset,
                Files.readString(dataset).replace("parse_batch: 7, ", "").replace(", fasta, json", "") + "duplicates: "
                        + rule + "\n");
        var report = bench.run(dataset);
        assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        var counts = report.records();
        boolean none = rule.equals("reject");
        assertThat(List.of(counts.read(), counts.loaded(), counts.rejected(), counts.duplicate()))
                .containsExactly(5L, none ? 2L : 3L, none ? 3L : 0L, none ? 0L : 2L);
        var dats = bench.home().files(name -> name.endsWith(".dat") && name.startsWith("bench/"));
        var kept = new ArrayList<String>();
        for (var dat : dats) {
            var entry = Files.readString(dat);
            kept.add(entry.substring(entry.indexOf("entry version "))
                    .lines()
                    .findFirst()
                    .orElseThrow());
        }
        var expected =
                switch (rule) {
                    case "first" -> List.of("5.", "1.", "2.");
                    case "last" -> List.of("7.", "1.", "2.");
                    case "reject" -> List.of("1.", "2.");
                    default -> List.of("9.", "1.", "2.");
                };
        assertThat(kept)
                .isEqualTo(expected.stream().map(v -> "entry version " + v).toList());
        assertThat(report.firstRejects()).hasSize(none ? 3 : 0).allSatisfy(reject -> assertThat(reject.code())
                .contains("RECORD_DUPLICATE"));
    }

    private static String versioned(int number, int version) {
        return Entries.entry(number).replaceFirst("entry version [0-9]+", "entry version " + version);
    }

    @Test
    void whatATableRefusesIsRejectedAlike() throws Exception {
        var direct = table("direct", "workers: 2");
        var staged = table("staged", "mode: staged, workers: 3");
        assertThat(letters(staged)).isEqualTo(letters(direct)).hasSize(2);
        assertThat(rows(staged)).isEqualTo(rows(direct)).hasSize(38);
        assertThat(HomeFolder.differences(published(direct), published(staged))).isEmpty();
    }

    /** But the releases: their manifests name the table, which each home has its own of. */
    private static java.util.Map<String, String> published(Bench bench) throws IOException {
        var files = new java.util.TreeMap<>(bench.home().published());
        files.keySet().removeIf(name -> name.startsWith("releases/"));
        return files;
    }

    private Bench table(String name, String run) throws Exception {
        var bench = bench(name);
        var database = "jdbc:sqlite:" + folder.resolve(name + ".db");
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE rows (accession text PRIMARY KEY, protein_name text"
                    + " CHECK (protein_name NOT IN ('Divoba kinase 7', 'Divoba kinase 29')), etl_row_hash BLOB)");
        }
        bench.source("entries.dat", Entries.bytes(Entries.text(0, 40)));
        var report = bench.run(bench.yaml("""
                dataset_id: bench
                release: { external: "1" }
                extract: { plugin: file, paths: [entries.dat] }
                parse: { plugin: uniprot_flat }
                load:
                  - plugin: jdbc
                    url: '%s'
                    table: rows
                    columns: [{ name: accession }, { name: protein_name }]
                    key: [accession]
                    mode: upsert
                  - { plugin: jsonl }
                run: { parse_batch: 7, chunk_bytes: 2KiB, unit_bytes: 64KiB, %s }
                """.formatted(database, run)));
        assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.records().rejected()).isEqualTo(2);
        return bench;
    }

    private List<String> rows(Bench bench) throws Exception {
        var name = folder.relativize(bench.home().path()).getName(0);
        var rows = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(name + ".db"));
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT accession, protein_name FROM rows ORDER BY accession")) {
            while (found.next()) {
                rows.add(found.getString(1) + " " + found.getString(2));
            }
        }
        return rows;
    }

    @Test
    void rejectsAreReplayedAsThoseOfADirectRun() throws Exception {
        var direct = replayed("direct", "direct");
        var staged = replayed("staged", "staged");
        assertThat(HomeFolder.differences(
                        direct.home().published(), staged.home().published()))
                .isEmpty();
    }

    private Bench replayed(String name, String mode) throws Exception {
        var bench = bench(name);
        bench.source("a.txt", Entries.bytes("a0 a1\nbad2\na3 bad4 a5\n!\na6\nbad7 bad8\na9\n"));
        try (var etl = ReplayTest.etl(bench)) {
            assertThat(etl.run(Bench.request(words(bench, "bad", mode, "first")))
                            .records()
                            .rejected())
                    .isEqualTo(5);
            var replay = etl.startReplay(Bench.request(words(bench, "bad7", mode, "first")), List.of())
                    .await();
            assertThat(replay.status()).as("%s", replay).isEqualTo(RunStatus.COMPLETED);
            assertThat(replay.notes()).anyMatch(note -> note.contains("were cured"));
        }
        return bench;
    }

    private static Path words(Bench bench, String refused, String mode, String duplicates) throws IOException {
        var dataset = ReplayTest.dataset(bench, refused, Bench.JSONL);
        return Files.writeString(
                dataset,
                Files.readString(dataset).replace("run: {", "run: { mode: " + mode + ",") + "duplicates: " + duplicates
                        + "\nrelease: { external: '1' }\n");
    }

    @Test
    void rejectsAreNotReplayedWhenTheyMightBeatWhatIsLoaded() throws Exception {
        var bench = bench("home");
        bench.source("a.txt", Entries.bytes("a0 a1\nbad2\n"));
        try (var etl = ReplayTest.etl(bench)) {
            etl.run(Bench.request(words(bench, "bad", "direct", "last")));
            var replay = etl.startReplay(Bench.request(words(bench, "none", "direct", "last")), List.of())
                    .await();
            assertThat(replay.failure().orElseThrow().message()).contains("'duplicates: last'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stage", "unit_commit.ledger"})
    void aUnitThatAnotherTookOverIsLeftToIt(String step) throws Exception {
        var calm = bench("calm");
        calm.source("entries.dat", Entries.bytes(text()));
        calm.run(yaml(calm, "entries.dat", "mode: staged, workers: 2"));
        var bench = bench("home");
        bench.source("entries.dat", Entries.bytes(text()));
        var taken = new AtomicInteger();
        var report = bench.run(
                yaml(bench, "entries.dat", "mode: staged, workers: 2"),
                b -> b.steps(name -> {
                    if (name.equals(step) && taken.getAndIncrement() == 0) {
                        takeOver(bench);
                    }
                }));
        assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        Snapshot.of(calm.home()).assertSame(Snapshot.of(bench.home()), "units that were taken away");
    }

    /** All that is worked on is no longer its worker's. */
    private static void takeOver(Bench bench) {
        try (var connection = DriverManager.getConnection(bench.home().ledgerUrl());
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 20000");
            int changed = statement.executeUpdate("UPDATE ingestion_work_units SET fence = fence + 1,"
                    + " status = 'pending', lease_until = NULL WHERE status = 'claimed'");
            assertThat(changed).isPositive();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
