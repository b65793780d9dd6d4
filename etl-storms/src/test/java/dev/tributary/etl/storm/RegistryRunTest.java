package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.Audit;
import dev.tributary.etl.core.Finding;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs into the registry: killed where it hurts they end as if nobody had, and an audit names whatever was changed behind them. */
@Timeout(180)
class RegistryRunTest {
    private static final int ENTRIES = 30;
    private static final String DAT = "entries.dat";
    private static final String FILES =
            "SELECT f.object_key, e.record_identifier, e.name, v.version, v.external_version, f.sha256, f.content_type,"
                    + " s.content_sha256, s.primary_file_md5, s.metadata_md5, m.protein_name, q.sequence"
                    + " FROM data_sources s JOIN registry_entries e ON e.id = s.id JOIN versions v ON v.id = s.version_id"
                    + " JOIN version_files f ON f.version_id = v.id JOIN protein_metadata m ON m.entry_id = s.id"
                    + " JOIN protein_sequences q ON q.sequence_sha256 = m.sequence_sha256";

    @TempDir
    Path folder;

    /** A home with its ledger. */
    private record Place(Bench bench, Path dataset, Optional<DataSource> ledger) {
        RunStatus run() throws InterruptedException {
            return bench.run(dataset, builder -> ledger.map(builder::dataSource).orElse(builder))
                    .status();
        }

        Audit audit() throws InterruptedException {
            try (var etl = bench.etl(builder -> ledger.map(builder::dataSource).orElse(builder))) {
                return etl.audit("bench");
            }
        }

        Path file(String key) {
            return bench.home().path().resolve(key);
        }

        Connection connect() throws SQLException {
            return ledger.isPresent()
                    ? ledger.get().getConnection()
                    : DriverManager.getConnection("jdbc:sqlite:" + file("ledger.db"));
        }

        void execute(String command) throws SQLException {
            try (var connection = connect();
                    var statement = connection.createStatement()) {
                assertThat(statement.executeUpdate(command)).as(command).isEqualTo(1);
            }
        }

        /** What readers find, by object key. */
        Map<String, List<String>> found() throws SQLException, IOException {
            var found = new TreeMap<String, List<String>>();
            try (var connection = connect();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(FILES)) {
                while (rows.next()) {
                    var row = new ArrayList<String>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        row.add(String.valueOf(rows.getString(i)));
                    }
                    row.add(Files.readString(file(row.get(0)), StandardCharsets.UTF_8));
                    found.put(row.get(0), row);
                }
            }
            return found;
        }
    }

    private Place place(String name, Optional<DataSource> ledger) throws IOException {
        var bench = new Bench(Files.createDirectory(folder.resolve(name)));
        bench.source(DAT, Entries.bytes(Entries.text(0, ENTRIES)));
        var loader = "{ plugin: registry, formats: [dat, fasta, json] }";
        return new Place(bench, bench.dataset(DAT, loader, "release: { external: '2026_01' }\n"), ledger);
    }

    @ParameterizedTest
    @CsvSource({
        "sqlite, load, 5",
        "postgresql, unit_commit, 2",
        "sqlite, unit_commit.ledger, 3",
        "postgresql, unit_commit.ledger, 3",
        "postgresql, publish.loader, 1",
        "sqlite, publish.manifest, 1"
    })
    void aKilledRunEndsAsOneThatNobodyKilled(String database, String step, int time)
            throws IOException, InterruptedException, SQLException {
        try (var schema = database.equals("sqlite") ? null : PostgresServer.freshSchema()) {
            killAndGoOn(Optional.ofNullable(schema), step, time);
        }
    }

    private void killAndGoOn(Optional<PostgresSchema> schema, String step, int time)
            throws IOException, InterruptedException, SQLException {
        var calm = place("calm", Optional.empty());
        assertThat(calm.run()).isEqualTo(RunStatus.COMPLETED);
        var torn = place("torn", schema.map(PostgresSchema::dataSource));
        var arguments = new ArrayList<>(List.of(
                torn.bench().home().path().toString(), torn.dataset().toString(), step, Integer.toString(time)));
        schema.ifPresent(s -> arguments.add(s.url()));
        try (var child = ChildJvm.start(List.of("-Xmx128m"), StormMain.class, arguments.toArray(String[]::new))) {
            assertThat(child.exitCode()).as(child.output()).isEqualTo(ChildJvm.KILLED);
        }
        assertThat(torn.run()).isEqualTo(RunStatus.COMPLETED);
        assertThat(torn.found()).hasSize(3 * ENTRIES).isEqualTo(calm.found());
        assertThat(torn.audit().findings()).isEmpty();
        assertThat(torn.run()).isEqualTo(RunStatus.UNCHANGED);
    }

    private interface Damage {
        void on(Place place, String key) throws IOException, SQLException;
    }

    @Test
    void anAuditNamesTheRowAndTheKindOfWhateverWasChanged() throws IOException, InterruptedException, SQLException {
        damage(place("audited", Optional.empty()), ENTRIES);
    }

    /** All entries that there are of other projects' tests, by three workers. */
    @Test
    void anAuditOfRealEntriesNamesWhateverWasChanged() throws IOException, InterruptedException, SQLException {
        var bench = new Bench(Files.createDirectory(folder.resolve("real")));
        var files = RealEntries.files().stream().map(file -> "'" + file + "'").toList();
        var dataset = bench.yaml("""
                dataset_id: bench
                release: { external: '2026_01' }
                extract: { plugin: file, paths: [%s] }
                parse: { plugin: uniprot_flat }
                normalize: [{ plugin: lowercase_identifiers }]
                run: { mode: staged, workers: 3, parse_batch: 20 }
                load: [{ plugin: registry, formats: [dat, fasta, json] }]
                """.formatted(String.join(", ", files)));
        damage(new Place(bench, dataset, Optional.empty()), 100);
    }

    private void damage(Place place, int entries) throws IOException, InterruptedException, SQLException {
        assertThat(place.run()).isEqualTo(RunStatus.COMPLETED);
        var key = place.found().keySet().stream()
                .filter(name -> name.endsWith(".dat"))
                .findFirst()
                .orElseThrow();
        var audit = place.audit();
        assertThat(audit.findings()).isEmpty();
        assertThat(audit.verdicts().get("dat"))
                .containsOnlyKeys("VALID")
                .allSatisfy((verdict, files) -> assertThat(files).isGreaterThanOrEqualTo(entries));
        var row = "object_key = '" + key + "'";
        var entry = "id IN (SELECT v.entry_id FROM versions v JOIN version_files f ON f.version_id = v.id WHERE f."
                + row + ")";
        var json = key.replace(".dat", ".json");
        check(place, json, "MISMATCH", "data_sources.metadata_md5", update("data_sources", "metadata_md5", entry));
        check(
                place,
                key,
                "MISMATCH",
                "data_sources.primary_file_md5",
                update("data_sources", "primary_file_md5", entry));
        check(place, key, "MISMATCH", "version_files.md5", update("version_files", "md5", row));
        check(place, key, "MISMATCH", "version_files.sha256", update("version_files", "sha256", row));
        check(place, key, "MISMATCH", "ingestion_file_uploads.md5", update("ingestion_file_uploads", "md5", row));
        check(place, key, "MISSING", "no row", (p, k) -> p.execute("DELETE FROM version_files WHERE " + row));
        check(place, key, "MISMATCH", "it has", (p, k) -> flip(p.file(k)));
        check(place, key, "MISSING", "not there", (p, k) -> Files.delete(p.file(k)));
        check(place, key + ".stray.txt", "STRAY", "no upload", (p, k) -> Files.writeString(p.file(k), "?"));
    }

    private static Damage update(String table, String column, String where) {
        return (place, key) -> place.execute(
                "UPDATE " + table + " SET " + column + " = '00000000000000000000000000000000' WHERE " + where);
    }

    private static void flip(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    /** Does one thing to a copy of all files, as the copy is audited where the home was. */
    private void check(Place place, String key, String kind, String says, Damage damage)
            throws IOException, InterruptedException, SQLException {
        var home = place.bench().home().path();
        var kept = folder.resolve("kept");
        HomeCopy.copy(home, kept);
        damage.on(place, key);
        assertThat(place.audit().findings())
                .as("%s %s", kind, says)
                .extracting(Finding::kind, Finding::place)
                .containsExactly(Tuple.tuple(kind, key));
        assertThat(place.audit().findings().get(0).message()).contains(says);
        HomeCopy.delete(home);
        Files.move(kept, home);
    }
}
