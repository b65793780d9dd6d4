package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run into a table that refuses two of its records, killed where it hurts: the table and the counts are those of a run that nobody killed. */
@Timeout(120)
class TableRunTest {
    private static final int ENTRIES = 60;
    private static final String DAT = "entries.dat";

    @TempDir
    Path folder;

    private PostgresSchema schema;

    @BeforeEach
    void schema() {
        schema = PostgresServer.freshSchema();
    }

    @AfterEach
    void dropSchema() {
        schema.close();
    }

    private interface Target {
        String options(String name);

        Connection connect(String name) throws SQLException;

        String hash();
    }

    private Target target(String database) {
        return database.equals("postgresql") ? new Postgres() : new Sqlite();
    }

    private final class Postgres implements Target {
        @Override
        public String options(String name) {
            return "url: '" + schema.url().replaceAll("&password=[^&]*", "") + "', password: '"
                    + schema.dataSource().getPassword() + "', table: " + name;
        }

        @Override
        public Connection connect(String name) throws SQLException {
            return schema.dataSource().getConnection();
        }

        @Override
        public String hash() {
            return "bytea";
        }
    }

    private final class Sqlite implements Target {
        @Override
        public String options(String name) {
            return "url: 'jdbc:sqlite:" + folder.resolve(name + ".db") + "', table: " + name;
        }

        @Override
        public Connection connect(String name) throws SQLException {
            return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(name + ".db"));
        }

        @Override
        public String hash() {
            return "BLOB";
        }
    }

    private Path dataset(Bench bench, Target target, String name, String mode) throws IOException, SQLException {
        bench.source(DAT, Entries.bytes(Entries.text(0, ENTRIES)));
        try (var connection = target.connect(name);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + name + " (accession text PRIMARY KEY, protein_name text"
                    + " CHECK (protein_name NOT IN ('Divoba kinase 7', 'Divoba kinase 29')), sequence_length bigint,"
                    + " etl_row_hash " + target.hash() + ")");
        }
        var columns = "columns: [{ name: accession }, { name: protein_name }, { name: sequence_length }]";
        return bench.dataset(
                DAT,
                "{ plugin: jdbc, " + target.options(name) + ", " + columns + ", key: [accession], mode: " + mode
                        + " }, " + Bench.JSONL,
                "");
    }

    private static List<String> rows(Target target, String name) throws SQLException {
        try (var connection = target.connect(name);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT accession, protein_name, sequence_length FROM " + name + " ORDER BY accession")) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
            }
            return found;
        }
    }

    private static void checkCounts(RunReport report) {
        assertThat(report.failure()).isEmpty();
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.records().loaded()).isEqualTo(ENTRIES - 2);
        assertThat(report.records().rejected()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "sqlite, upsert, unit_commit, 2",
        "sqlite, upsert, unit_commit.ledger, 3",
        "sqlite, replace, unit_commit.ledger, 9",
        "sqlite, replace, publish.manifest, 1",
        "postgresql, upsert, load, 6",
        "postgresql, upsert, unit_commit.ledger, 3",
        "postgresql, upsert, publish.loader, 1",
        "postgresql, upsert, publish.manifest, 1",
        "postgresql, replace, unit_commit.done, 4",
        "postgresql, replace, publish.manifest, 1"
    })
    void aKilledRunEndsAsOneThatNobodyKilled(String database, String mode, String step, int time)
            throws IOException, InterruptedException, SQLException {
        var target = target(database);
        var calm = new Bench(Files.createDirectory(folder.resolve("calm")));
        checkCounts(calm.run(dataset(calm, target, "calm_rows", mode)));
        var torn = new Bench(Files.createDirectory(folder.resolve("torn")));
        var dataset = dataset(torn, target, "torn_rows", mode);
        var arguments = new String[] {torn.home().path().toString(), dataset.toString(), step, Integer.toString(time)};
        try (var child = ChildJvm.start(List.of("-Xmx128m"), StormMain.class, arguments)) {
            assertThat(child.exitCode()).as(child.output()).isEqualTo(ChildJvm.KILLED);
        }
        checkCounts(torn.run(dataset));
        assertThat(rows(target, "torn_rows")).hasSize(ENTRIES - 2).isEqualTo(rows(target, "calm_rows"));
        assertThat(torn.run(dataset).status()).isEqualTo(RunStatus.UNCHANGED);
    }
}
