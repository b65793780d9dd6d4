package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.cli.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsCommandTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void jobsAreListedNewestFirst() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        assertThat(etl.run("jobs").code()).isEqualTo(1);
        assertThat(folder).isEmptyDirectory();
        etl.dataset("sample_one");
        etl.dataset("sample_two");
        etl.run("run", "sample_one");
        etl.run("run", "sample_two");
        Result all = etl.run("jobs");
        assertThat(all.code()).isZero();
        assertThat(all.out().lines().toList()).hasSize(3).satisfies(lines -> {
            assertThat(lines.get(0)).contains("started", "status", "took");
            assertThat(lines.get(1)).contains("sample_two", "completed", "60", " s  ");
            assertThat(lines.get(2)).contains("sample_one");
        });
        assertThat(etl.run("jobs", "--dataset", "sample_one").out()).doesNotContain("sample_two");
        assertThat(etl.run("jobs", "--json", "--limit", "1").out())
                .startsWith("{\"jobs\":[{\"job_id\":\"")
                .contains("\"dataset_id\":\"sample_two\"", "\"loaded\":60", "\"commit\":1", "\"seconds\":")
                .doesNotContain("sample_one");
        assertThat(etl.run("jobs", "--limit", "0").code()).isEqualTo(2);
    }

    @Test
    void theLedgersTablesArePrinted() {
        CommandRunner etl = new CommandRunner(folder);
        assertThat(etl.run("ddl").out()).startsWith("-- V001__ledger.sql\n").contains("CREATE TABLE ingestion_jobs");
        assertThat(etl.run("ddl", "--dialect", "sqlite", "--json").out())
                .startsWith("{\"dialect\":\"sqlite\",\"scripts\":[{\"version\":1,");
        assertThat(etl.run("ddl", "--dialect", "postgres").out())
                .contains(
                        "CREATE TABLE IF NOT EXISTS ingestion_schema_version",
                        "bytea",
                        "VALUES (5, 'V005__ledger.sql'");
        Result unknown = etl.run("ddl", "--dialect", "oracle");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("E1001", "oracle", "sqlite");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theTablesOfADatasetsLoadersArePrinted() throws IOException {
        var dataset = """
                dataset_id: proteins
                extract: { plugin: file, paths: [not_there.dat] }
                parse: { plugin: uniprot_flat }
                load:
                  - { plugin: registry, formats: [dat] }
                  - { plugin: jsonl }
                  - { plugin: jdbc, url: 'jdbc:sqlite:not_there.db', table: names, columns: [{ name: accession }], key: [accession] }
                """;
        Files.writeString(folder.resolve("proteins.yaml"), dataset);
        CommandRunner etl = new CommandRunner(folder);
        assertThat(etl.run("ddl", "proteins.yaml", "--dialect", "postgres").out())
                .startsWith("-- V005__ledger.sql\n")
                .contains(
                        "-- loader registry",
                        "CREATE TABLE version_files",
                        "\"protein_metadata\"",
                        "-- loader jdbc",
                        "\"names\"")
                .doesNotContain("loader jsonl");
        assertThat(etl.run("ddl", "proteins.yaml", "--json").out()).contains("\"loaders\":[{\"loader\":\"registry\"");
        assertThat(folder.resolve(".etl")).doesNotExist();
        assertThat(folder.resolve("not_there.db")).doesNotExist();
    }
}
