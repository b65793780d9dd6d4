package dev.tributary.etl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.jdbc.RegistryOptions.Internal;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.testkit.contract.SampleRecords;
import dev.tributary.etl.testkit.memory.TextSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a registry after loads of several releases, over any database. */
abstract class RegistryContract {
    private static final RecordType PROTEIN = RecordType.named("protein")
            .column("accession", Kind.TEXT)
            .column("protein_name", Kind.TEXT)
            .column("sequence", Kind.TEXT)
            .key("accession")
            .label("protein_name")
            .content("sequence")
            .table("protein_metadata", List.of("accession"), "accession", "protein_name", "sequence_sha256")
            .table("protein_sequences", List.of("sequence_sha256"), "sequence_sha256", "sequence_md5", "sequence")
            .build();

    private static final RecordType PEPTIDE = RecordType.named("peptide")
            .column("accession", Kind.TEXT)
            .key("accession")
            .build();

    private final TestTarget target;
    private RegistryHome home;

    @TempDir
    private Path folder;

    RegistryContract(TestTarget target) {
        this.target = target;
        this.home = new RegistryHome(target, Path.of("."));
    }

    @BeforeEach
    void openHome() {
        home = new RegistryHome(target, folder);
    }

    @AfterEach
    void dropDatabase() {
        target.close();
    }

    private static DataRecord protein(String accession, @Nullable String name, @Nullable String sequence) {
        return SampleRecords.withParts(
                PROTEIN.record(new Origin(0, "p.dat", 0, 1, accession.hashCode(), 1), accession, name, sequence));
    }

    private void load(Internal internal, String release, long fence, DataRecord... records)
            throws IOException, InterruptedException {
        home.load(internal, release, fence, PROTEIN, records);
    }

    private List<String> versions() throws SQLException {
        return home.query("SELECT e.record_identifier, v.version, v.external_version FROM versions v"
                + " JOIN registry_entries e ON e.id = v.entry_id ORDER BY 1, 2");
    }

    /** Notes every row that is written from now on. */
    private void watch() throws SQLException {
        home.execute("CREATE TABLE written (name text)");
        var tables = List.of(
                "registry_entries",
                "versions",
                "version_files",
                "data_sources",
                "protein_metadata",
                "protein_sequences");
        boolean sqlite = target.url(folder).startsWith("jdbc:sqlite");
        if (!sqlite) {
            home.execute("CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO written"
                    + " VALUES (TG_TABLE_NAME); RETURN NULL; END $$");
        }
        for (var table : tables) {
            for (var event : List.of("INSERT", "UPDATE", "DELETE")) {
                home.execute(
                        sqlite
                                ? "CREATE TRIGGER " + table + event + " AFTER " + event + " ON " + table
                                        + " BEGIN INSERT INTO written VALUES ('" + table + "'); END"
                                : "CREATE TRIGGER " + event + "_" + table + " AFTER " + event + " ON " + table
                                        + " FOR EACH ROW EXECUTE FUNCTION note()");
            }
        }
    }

    @Test
    void aRecordIsAnEntryWithAVersionItsFilesAndItsFields() throws IOException, InterruptedException, SQLException {
        load(Internal.RELEASE, "2026_01", 1, protein("P1", "Kinase", "MAF"));
        assertThat(home.query("SELECT organization, record_type, record_identifier, name FROM registry_entries"))
                .containsExactly("test|protein|P1|Kinase");
        assertThat(versions()).containsExactly("P1|1.0|2026_01");
        assertThat(home.query("SELECT format, object_key, content_type FROM version_files ORDER BY 1"))
                .containsExactly("json|test/%501/1.0/%501.json|text/plain", "txt|test/%501/1.0/%501.txt|text/plain");
        assertThat(
                        home.query(
                                "SELECT count(*) FROM data_sources s"
                                        + " JOIN version_files p ON p.version_id = s.version_id AND p.format = 'txt' AND p.md5 = s.primary_file_md5"
                                        + " JOIN version_files m ON m.version_id = s.version_id AND m.format = 'json' AND m.md5 = s.metadata_md5"))
                .containsExactly("1");
        assertThat(home.query("SELECT m.accession, m.protein_name, q.sequence FROM protein_metadata m"
                        + " JOIN protein_sequences q ON q.sequence_sha256 = m.sequence_sha256"
                        + " JOIN data_sources s ON s.id = m.entry_id"))
                .containsExactly("P1|Kinase|MAF");
        assertThat(home.query("SELECT external_version, internal_version FROM version_mappings"))
                .containsExactly("2026_01|1.0");
        assertThat(home.query("SELECT status, last_version, last_external_version, total_entries, fence"
                        + " FROM organization_sync_status"))
                .containsExactly("completed|1.0|2026_01|1|1");
        assertThat(home.query("SELECT object_key FROM registry_uploads")).isEmpty();
        assertThat(home.content("test/%501/1.0/%501.txt")).startsWith("txt {accession=P1");
    }

    @Test
    void sameRowsUnderANewExternalVersionChangeNoRowAndAreANewVersion()
            throws IOException, InterruptedException, SQLException {
        var rows = new DataRecord[] {protein("P1", "Kinase", "MAF"), protein("P2", "Ligase", "MKT")};
        load(Internal.RELEASE, "2026_01", 1, rows);
        watch();
        var object = home.objects().head("test/%501/1.0/%501.txt");
        load(Internal.RELEASE, "2026_02", 2, rows);
        assertThat(home.query("SELECT name FROM written")).isEmpty();
        assertThat(home.objects().head("test/%501/1.0/%501.txt")).isEqualTo(object);
        assertThat(home.query("SELECT external_version, internal_version FROM version_mappings ORDER BY 1"))
                .containsExactly("2026_01|1.0", "2026_02|1.0");
        assertThat(home.query("SELECT last_external_version FROM organization_sync_status"))
                .containsExactly("2026_02");
    }

    @Test
    void otherBytesUnderAnotherReleasesKeyAreAnError() throws IOException, InterruptedException, SQLException {
        load(Internal.RELEASE, "2026_01", 1, protein("P1", "Kinase", "MAF"));
        var refusal = home.refusal(Internal.RELEASE, "2026_02", 2, PROTEIN, protein("P1", "Kinase 2", "MAF"));
        assertThat(refusal.code()).isEqualTo(StandardError.LOAD_FAILED);
        assertThat(refusal.problem().toString())
                .contains("test/%501/1.0/%501.txt", "2026_01", "2026_02", "internal: auto");
        assertThat(home.content("test/%501/1.0/%501.txt")).contains("protein_name=Kinase,");
        assertThat(versions()).containsExactly("P1|1.0|2026_01");
    }

    @Test
    void theSameReleaseMayBeLoadedOverItself() throws IOException, InterruptedException, SQLException {
        load(Internal.RELEASE, "2026_01", 1, protein("P1", "Kinase", "MAF"));
        load(Internal.RELEASE, "2026_01", 2, protein("P1", "Kinase 2", "MAF"));
        assertThat(home.content("test/%501/1.0/%501.txt")).contains("protein_name=Kinase 2,");
        assertThat(home.query("SELECT name FROM registry_entries")).containsExactly("Kinase 2");
        assertThat(versions()).containsExactly("P1|1.0|2026_01");
    }

    @Test
    void countedVersionsRiseForRecordsWhoseFilesChanged() throws IOException, InterruptedException, SQLException {
        load(Internal.AUTO, "2026_01", 1, protein("P1", "Kinase", "MAF"), protein("P2", "Ligase", "MKT"));
        load(Internal.AUTO, "2026_02", 2, protein("P1", "Kinase", "MAF"), protein("P2", "Ligase 2", "MKT"));
        load(Internal.AUTO, "2026_03", 3, protein("P1", "Kinase 3", "MAF"), protein("P2", "Ligase 2", "MKT"));
        load(Internal.AUTO, "2026_03", 4, protein("P1", "Kinase 3", "MAF"), protein("P2", "Ligase 2", "MKT"));
        assertThat(versions()).containsExactly("P1|1.0|2026_01", "P1|1.2|2026_03", "P2|1.0|2026_01", "P2|1.1|2026_02");
        assertThat(home.query("SELECT external_version, internal_version FROM version_mappings ORDER BY 1"))
                .containsExactly("2026_01|1.0", "2026_02|1.1", "2026_03|1.2");
        assertThat(home.query("SELECT e.record_identifier, v.version FROM data_sources s"
                        + " JOIN registry_entries e ON e.id = s.id JOIN versions v ON v.id = s.version_id ORDER BY 1"))
                .containsExactly("P1|1.2", "P2|1.1");
        assertThat(home.content("test/%501/1.0/%501.txt")).contains("protein_name=Kinase,");
        assertThat(home.content("test/%501/1.2/%501.txt")).contains("protein_name=Kinase 3,");
    }

    @Test
    void recordsShareASequence() throws IOException, InterruptedException, SQLException {
        load(
                Internal.RELEASE,
                "2026_01",
                1,
                protein("P1", "A", "MAF"),
                protein("P2", "B", "MAF"),
                protein("P3", "C", null));
        assertThat(home.query("SELECT sequence FROM protein_sequences")).containsExactly("MAF");
        assertThat(home.query("SELECT accession FROM protein_metadata WHERE sequence_sha256 IS NULL"))
                .containsExactly("P3");
    }

    @Test
    void aWithdrawnRecordKeepsItsVersionsAndIsNoMoreCurrent() throws IOException, InterruptedException, SQLException {
        load(Internal.RELEASE, "2026_01", 1, protein("P1", "Kinase", "MAF"), protein("P2", "Ligase", "MAF"));
        try (var loader = home.loader(Internal.RELEASE)) {
            loader.prepare(new LoadTarget("next", "samples", "test", "2026_02", "1.0"), List.of(PROTEIN));
            try (var task = loader.open(new LoadUnit("next", 0, 2))) {
                task.delete(new Batch(0, List.of(protein("P1", null, null))));
                task.finish();
            }
        }
        assertThat(home.query("SELECT e.record_identifier FROM data_sources s JOIN registry_entries e ON e.id = s.id"))
                .containsExactly("P2");
        assertThat(home.query("SELECT accession FROM protein_metadata")).containsExactly("P2");
        assertThat(versions()).containsExactly("P1|1.0|2026_01", "P2|1.0|2026_01");
        assertThat(home.content("test/%501/1.0/%501.txt")).startsWith("txt");
    }

    @Test
    void twoRecordsOfOneObjectKeyAreNotMixed() throws IOException, InterruptedException, SQLException {
        load(Internal.RELEASE, "2026_01", 1, protein("P1", "Kinase", "MAF"));
        var peptide = SampleRecords.withParts(PEPTIDE.record(new Origin(0, "q.dat", 0, 1, 1, 1), "P1"));
        home.load(Internal.RELEASE, "2026_02", 2, PEPTIDE, peptide);
        assertThat(home.problems()).hasSize(1);
        assertThat(home.problems().get(0).code()).isEqualTo(StandardError.RECORD_UNLOADABLE);
        assertThat(home.content("test/%501/1.0/%501.txt")).contains("Kinase");
        assertThat(home.query("SELECT record_type FROM registry_entries")).containsExactly("protein");
    }

    @Test
    void whatIsMissingInTheStoreIsStoredAgain() throws IOException, InterruptedException {
        load(Internal.RELEASE, "2026_01", 1, protein("P1", "Kinase", "MAF"));
        home.objects().delete("test/%501/1.0/%501.txt");
        load(Internal.RELEASE, "2026_02", 2, protein("P1", "Kinase", "MAF"));
        assertThat(home.content("test/%501/1.0/%501.txt")).contains("Kinase");
    }

    @Test
    void orphansOfADayAreCollectedAndNothingElse() throws IOException, InterruptedException, SQLException {
        load(Internal.RELEASE, "2026_01", 1, protein("P1", "Kinase", "MAF"));
        try (var loader = home.loader(Internal.RELEASE)) {
            loader.prepare(new LoadTarget("killed", "samples", "test", "2026_02", "2.0"), List.of(PROTEIN));
            var task = loader.open(new LoadUnit("killed", 0, 2));
            task.write(new Batch(0, List.of(protein("P2", "Ligase", "MAF"))), (record, problem) -> {});
        }
        var orphan = "test/%502/2.0/%502.txt";
        home.objects().put("test/other.txt", new TextSource("of nobody"));
        load(Internal.RELEASE, "2026_03", 3, protein("P1", "Kinase", "MAF"));
        assertThat(home.content(orphan)).as("younger than a day").startsWith("txt");
        home.execute("INSERT INTO registry_uploads (object_key, dataset_id, noted_at)"
                + " VALUES ('test/%501/1.0/%501.txt', 'samples', '2026-01-01T00:00:00Z')");
        home.execute("UPDATE registry_uploads SET noted_at = '2026-01-01T00:00:00Z'");
        load(Internal.RELEASE, "2026_04", 4, protein("P1", "Kinase", "MAF"));
        assertThat(home.content(orphan)).isEqualTo("(none)");
        assertThat(home.content("test/%501/1.0/%501.txt")).startsWith("txt");
        assertThat(home.content("test/other.txt")).isEqualTo("of nobody");
        assertThat(home.query("SELECT object_key FROM registry_uploads")).isEmpty();
    }

    @Test
    void printedCommandsMakeWhatALoadNeeds() throws IOException, InterruptedException, SQLException {
        var dialect = target.url(folder).startsWith("jdbc:sqlite") ? "sqlite" : "postgres";
        try (var loader = home.loader(Internal.RELEASE)) {
            home.execute(loader.ddl(dialect, List.of(PROTEIN)).toArray(String[]::new));
        }
        load(Internal.RELEASE, "2026_01", 1, protein("P1", "Kinase", "MAF"));
        assertThat(versions()).containsExactly("P1|1.0|2026_01");
        assertThat(home.query("SELECT count(*) FROM registry_schema_versions")).containsExactly("1");
    }

    @Test
    void aNewerRegistryIsRefused() throws IOException, InterruptedException, SQLException {
        load(Internal.RELEASE, "2026_01", 1, protein("P1", "Kinase", "MAF"));
        home.execute("INSERT INTO registry_schema_versions (version, script) VALUES (99, 'V099__later.sql')");
        var refusal = home.refusal(Internal.RELEASE, "2026_02", 2, PROTEIN);
        assertThat(refusal.code()).isEqualTo(StandardError.LEDGER_INCOMPATIBLE);
    }
}
