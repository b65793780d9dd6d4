package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.cli.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void whatIsInOrderIsOkAndWhatFailsSaysWhatToDo() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        Path file = etl.dataset("sample_one", "limits: { rejects: 0 }");
        Result fresh = etl.run("doctor", "sample_one");
        assertThat(fresh.code()).as(fresh.out() + fresh.err()).isZero();
        assertThat(fresh.out()).contains("ok    java", "ok    config", "ok    source     1 files", "there is none yet");
        assertThat(folder.resolve(".etl")).doesNotExist();

        Files.writeString(folder.resolve("bad.dat"), "ID   broken\nAC   ;\n//\n");
        Files.writeString(file, Files.readString(file).replaceFirst("paths: \\[.*\\]", "paths: [../../bad.dat]"));
        assertThat(etl.run("run", "sample_one").code()).isEqualTo(4);
        Files.createDirectories(folder.resolve(".etl/scratch/sample_one/run-1"));
        Result failed = etl.run("doctor");
        assertThat(failed.code()).isZero();
        assertThat(failed.out())
                .contains("ok    store", "ok    clock", "warn  jobs       sample_one", "warn  leftovers  1 scratch");

        Files.delete(folder.resolve("bad.dat"));
        Result gone = etl.run("doctor", "sample_one", "--json");
        assertThat(gone.code()).isEqualTo(1);
        assertThat(gone.out()).startsWith("{\"checks\":[").contains("\"outcome\":\"fail\"", "E2002");
    }

    @Test
    void whatALoaderHasWaitingIsNamed() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        Path file = etl.dataset("sample_one", "limits: { rejects: 0 }");
        Files.writeString(folder.resolve("bad.dat"), "ID   broken\nAC   ;\n//\n");
        String loader = "jdbc, mode: replace, url: 'jdbc:sqlite:" + folder.resolve("target.db")
                + "', table: proteins, columns: [{ name: accession }], key: [accession]";
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("paths: \\[.*\\]", "paths: [../../bad.dat]")
                        .replace("jsonl", loader));
        assertThat(etl.run("doctor", "sample_one").out()).doesNotContain("waits");
        assertThat(folder.resolve("target.db")).doesNotExist();
        assertThat(etl.run("run", "sample_one").code()).isEqualTo(4);
        assertThat(etl.run("doctor", "sample_one").out())
                .contains(" loaded waits in table etl_stage_", "run the dataset again: it goes on with it");
    }

    @Test
    void whatRunsLeftIsFoundWhereItLies() throws IOException, SQLException {
        CommandRunner etl = new CommandRunner(folder);
        etl.dataset("sample_one");
        assertThat(etl.run("run", "sample_one").code()).isZero();
        assertThat(etl.run("doctor").out()).contains("ok    leftovers").doesNotContain("warn");

        Path home = folder.resolve(".etl");
        write(home.resolve("ingest/sample_one/.incoming/sample_one/x.gz.part"));
        write(home.resolve("ingest/sample_one/r0/gone.dat"));
        write(home.resolve("ingest/sample_one/r0/gone.dat.md5"));
        write(home.resolve("ingest/sample_one/r0/~units/j0/0000000000"));
        write(home.resolve("ingest/sample_one/r0/~units/j0/0000000001"));
        write(home.resolve("quarantine/sample_one/bad.gz"));
        Path output = release(home.resolve("output/sample_one"));
        write(output.resolve(".feedfeed/part-00000.ndjson"));
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("ledger.db"));
                Statement statement = ledger.createStatement()) {
            statement.executeUpdate("UPDATE ingestion_work_units SET status = 'claimed', worker_hostname = 'far',"
                    + " heartbeat_at = '2025-01-01T00:00:00.000Z', lease_until = '2025-01-01T00:02:00.000Z'");
        }
        Result found = etl.run("doctor");
        assertThat(found.code()).isZero();
        assertThat(found.out())
                .contains("1 unit of job ", "claimed on far, and nothing heard of since 2025-01-01T00:00:00.000Z")
                .contains("1 file on its way in " + home.resolve("ingest/sample_one/.incoming/sample_one"))
                .contains("2 raw files of no job in ingest/sample_one/r0")
                .contains("2 unit objects of an unknown job in ingest/sample_one/r0/~units/j0")
                .contains("1 damaged download in " + home.resolve("quarantine/sample_one"))
                .contains("1 part of an unknown job in " + output.resolve(".feedfeed"));
    }

    private static void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "?");
    }

    private static Path release(Path dataset) throws IOException {
        try (Stream<Path> releases = Files.list(dataset)) {
            return releases.findFirst().orElseThrow();
        }
    }
}
