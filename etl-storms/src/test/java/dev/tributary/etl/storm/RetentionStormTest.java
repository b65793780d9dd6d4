package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.History;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Processes die while they move and delete raw files of past releases: no file that is still to be kept is lost, ledger and files agree, and the next run
 * leaves what one leaves that nobody disturbed.
 */
@Timeout(300)
class RetentionStormTest {
    /** When the files of past releases are to be in the archive, and when they are to be gone. */
    private static final int ARCHIVED = 31;

    private static final int DELETED = 91;

    private static final List<Integer> RELEASES = List.of(1, 2, 3);
    private static final List<Integer> PAST = List.of(1, 2);
    private static final int NEWEST = 3;
    private static final int FILES = 3;
    private static final int ENTRIES = 4;

    @TempDir
    Path folder;

    private final List<PostgresSchema> schemas = new ArrayList<>();

    @BeforeEach
    void releases() throws IOException {
        for (int release : RELEASES) {
            var files = Files.createDirectory(folder.resolve("release-" + release));
            for (int file = 0; file < FILES; file++) {
                Files.writeString(files.resolve(name(file)), text(release, file));
            }
        }
    }

    @AfterEach
    void dropSchemas() {
        schemas.forEach(PostgresSchema::close);
    }

    private static String name(int file) {
        return "entries-" + file + ".dat";
    }

    private static int firstEntry(int release, int file) {
        return (release * FILES + file) * ENTRIES;
    }

    private static String text(int release, int file) {
        int first = firstEntry(release, file);
        return Entries.text(first, first + ENTRIES);
    }

    private Path dataset(int release, Kill.Shape shape) throws IOException {
        var yaml = """
                dataset_id: storm
                release: { external: "%d" }
                extract: { plugin: file, paths: ["release-%d/*.dat"] }
                parse: { plugin: uniprot_flat }
                load: [{ plugin: jsonl }]
                run: { mode: %s, workers: 2, lease: 2s, heartbeat: 200ms, max_attempts: 20 }
                retention: { archive_after: 30d, delete_after: 90d }
                """.formatted(release, release, shape.mode());
        return Files.writeString(folder.resolve("storm-" + release + ".yaml"), yaml);
    }

    /** An engine of this process, for what nobody disturbs. */
    private static Etl etl(HomeFolder home, int days) {
        var builder = Etl.builder()
                .home(home.path())
                .environment(Map.of())
                .clock(StormMain.clock(days))
                .retryDelay(Duration.ofMillis(1));
        if (home.ledgerUrl().startsWith("jdbc:postgresql:")) {
            var connections = new PGSimpleDataSource();
            connections.setUrl(home.ledgerUrl());
            builder.dataSource(connections).service(DataSource.class, connections);
        }
        return builder.build();
    }

    private static RunReport run(HomeFolder home, Path dataset, int days) throws InterruptedException {
        try (var etl = etl(home, days)) {
            var report = etl.run(Bench.request(dataset));
            assertThat(report.failure()).isEmpty();
            return report;
        }
    }

    private HomeFolder loaded(HomeFolder home, Kill.Shape shape) throws IOException, InterruptedException {
        for (int release : PAST) {
            run(home, dataset(release, shape), 0);
        }
        return home;
    }

    /** What a home has in which nobody died: the newest release is published on the first of some days, and on each of them what is due is done. */
    private Snapshot calm(HomeFolder home, Kill.Shape shape, int... days)
            throws IOException, InterruptedException, SQLException {
        loaded(home, shape);
        for (int day : days) {
            run(home, dataset(NEWEST, shape), day);
        }
        return Snapshot.of(home);
    }

    @Test
    void runsThatDieLoseNothingAndTheNextFinishesIt() throws IOException, InterruptedException, SQLException {
        var random = Storm.random("retention storm");
        var shape = Kill.Shape.IN_ONE_PASS;
        var newest = dataset(NEWEST, shape);
        var archived = calm(new HomeFolder(folder.resolve("calm-archived")), shape, ARCHIVED);
        var deleted = calm(new HomeFolder(folder.resolve("calm-deleted")), shape, ARCHIVED, DELETED);
        var home = loaded(new HomeFolder(folder.resolve("torn")), shape);
        for (var kill : Kill.drawOfArchiving(random)) {
            runDies(home, newest, kill, ARCHIVED);
            assertWhole(home, ARCHIVED, kill);
        }
        run(home, newest, ARCHIVED);
        archived.assertSame(Snapshot.of(home), "deaths on the way to the archive");
        for (var kill : Kill.drawOfDeleting(random)) {
            runDies(home, newest, kill, DELETED);
            assertWhole(home, DELETED, kill);
        }
        assertFinished(home, newest, DELETED, deleted);
    }

    private static void runDies(HomeFolder home, Path dataset, Kill kill, int days)
            throws IOException, InterruptedException {
        try (var child = ChildJvm.start(
                jvm(days),
                StormMain.class,
                home.path().toString(),
                dataset.toString(),
                kill.step(),
                Integer.toString(kill.count()),
                home.ledgerUrl())) {
            assertThat(child.exitCode()).as("%s: %s", kill, child.output()).isEqualTo(ChildJvm.KILLED);
        }
    }

    private static List<String> jvm(int days) {
        return List.of("-Xmx128m", "-D" + StormMain.DAYS + "=" + days);
    }

    /**
     * The run that began the newest release dies before it is published, and of two workers the one that publishes it dies afterwards; the other one too
     * when it takes over what that one left.
     */
    @Test
    void aWorkerThatDiesLosesNothingAndTheNextRunFinishesIt() throws IOException, InterruptedException, SQLException {
        var random = Storm.random("retention storm of workers");
        var archiving = Kill.drawOfArchiving(random);
        var deleting = Kill.drawOfDeleting(random);
        workersDie(Storm.full() ? archiving : List.of(archiving.get(random.nextInt(archiving.size()))), ARCHIVED);
        workersDie(Storm.full() ? deleting : List.of(deleting.get(random.nextInt(deleting.size()))), DELETED);
    }

    private void workersDie(List<Kill> kills, int days) throws IOException, InterruptedException, SQLException {
        var shape = Kill.Shape.IN_TWO_PASSES;
        var newest = dataset(NEWEST, shape);
        var expected = calm(onPostgres("calm-" + days), shape, days);
        for (var kill : kills) {
            var home = loaded(onPostgres(kill.step()), shape);
            runDies(home, newest, new Kill("publish", "publish.loader", 1), days);
            try (var one = worker(home, kill, days);
                    var other = worker(home, kill, days)) {
                assertThat(List.of(one.exitCode(), other.exitCode()))
                        .as("%s: %s%s", kill, one.output(), other.output())
                        .contains(ChildJvm.KILLED)
                        .isSubsetOf(0, ChildJvm.KILLED);
            }
            assertWhole(home, days, kill);
            assertFinished(home, newest, days, expected);
        }
    }

    private HomeFolder onPostgres(String name) {
        var schema = PostgresServer.freshSchema();
        schemas.add(schema);
        return new HomeFolder(folder.resolve(name), schema.url());
    }

    private static ChildJvm worker(HomeFolder home, Kill kill, int days) throws IOException {
        return ChildJvm.start(
                jvm(days),
                WorkerMain.class,
                home.path().toString(),
                kill.step(),
                Integer.toString(kill.count()),
                home.ledgerUrl());
    }

    /** The next run ends what was begun, and the one behind it has nothing to do. */
    private static void assertFinished(HomeFolder home, Path dataset, int days, Snapshot expected)
            throws IOException, InterruptedException, SQLException {
        assertThat(run(home, dataset, days).notes()).as("what was left to do").isNotEmpty();
        expected.assertSame(Snapshot.of(home), "all deaths");
        var before = Snapshot.inFull(home);
        var again = run(home, dataset, days);
        assertThat(again.status()).isEqualTo(RunStatus.UNCHANGED);
        assertThat(again.notes()).isEmpty();
        before.assertSame(Snapshot.inFull(home), "a run that has nothing to do");
    }

    /** Before anybody mended it: what is to be kept is there, what the ledger says is so, and records are found where they came from. */
    private void assertWhole(HomeFolder home, int days, Kill kill)
            throws IOException, InterruptedException, SQLException {
        for (int release : RELEASES) {
            for (int file = 0; file < FILES; file++) {
                var found = places(home, release, file);
                var path = "storm/" + release + "/" + name(file);
                for (var place : found) {
                    assertThat(place).as("after %s", kill).hasContent(text(release, file));
                }
                boolean mayBeGone = days >= DELETED && PAST.contains(release);
                assertThat(found.isEmpty() && !mayBeGone)
                        .as("%s lost after %s", path, kill)
                        .isFalse();
                assertLedgerAgrees(home, path, found);
            }
        }
        try (var etl = etl(home, days)) {
            assertThat(etl.verify("storm").findings()).as("after %s", kill).isEmpty();
            assertTraced(etl.history(), days);
        }
    }

    private static List<Path> places(HomeFolder home, int release, int file) {
        return Stream.of("ingest", "archive")
                .map(area ->
                        home.path().resolve(area).resolve("storm/" + release).resolve(name(file)))
                .filter(Files::exists)
                .toList();
    }

    private static void assertLedgerAgrees(HomeFolder home, String path, List<Path> found) throws SQLException {
        var rows = home.query(
                "SELECT object_key, fate FROM ingestion_raw_files WHERE object_key LIKE '%/" + path + "'", c -> true);
        assertThat(rows).as(path).hasSize(1);
        var row = rows.get(0);
        if (row.contains("fate=deleted")) {
            assertThat(found).as(row).isEmpty();
        } else if (row.contains("fate=keep") || row.contains("fate=archive") && row.contains("object_key=archive/")) {
            var key = row.replaceAll(".*object_key=([^|]*).*", "$1");
            assertThat(home.path().resolve(key)).as(row).exists();
        }
    }

    private static void assertTraced(History history, int days) throws IOException, InterruptedException {
        for (int release : RELEASES) {
            for (int file = 0; file < FILES; file++) {
                int entry = firstEntry(release, file) + 1;
                var trace = history.trace("storm", Entries.accession(entry)).get(0);
                try {
                    var bytes = history.sourceBytes(trace);
                    assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(Entries.entry(entry));
                } catch (EtlException e) {
                    assertThat(days).as("%s", e).isEqualTo(DELETED);
                    assertThat(PAST).contains(release);
                    assertThat(e.code()).isEqualTo(StandardError.RAW_FILE_DELETED);
                }
            }
        }
    }
}
