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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
    @TempDir
    Path folder = Path.of("");

    private CommandRunner etl = new CommandRunner(folder);

    @BeforeEach
    void run() throws IOException {
        etl = new CommandRunner(folder);
        Path file = etl.dataset("sample_one", "organization: uni");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "load: [{ plugin: jsonl }]",
                                "load: [{ plugin: jsonl }, { plugin: files, formats: [dat, json] }]"));
        assertThat(etl.run("run", "sample_one").code()).isZero();
    }

    private Path object(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(".etl/uni"))) {
            return files.filter(f -> f.toString().endsWith(ending))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path below(String part) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(".etl"))) {
            return files.filter(f -> f.toString().contains(part)
                            && Files.isRegularFile(f)
                            && !f.toString().endsWith(".md5"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void eachKindOfDifferenceIsNamedWithItsObject() throws IOException {
        Result valid = etl.run("audit", "sample_one");
        assertThat(valid.code()).as(valid.out() + valid.err()).isZero();
        assertThat(valid.out()).contains("VALID", "dat     60", "json    60");
        Files.writeString(object(".dat"), "other");
        Result mismatch = etl.run("audit", "sample_one");
        assertThat(mismatch.code()).isEqualTo(1);
        assertThat(mismatch.out()).contains("1 findings", "MISMATCH  uni/", "it has 5 bytes");
        Files.delete(object(".json"));
        Files.writeString(object(".dat").resolveSibling("stray.txt"), "?");
        Result all = etl.run("audit", "sample_one", "--json");
        assertThat(all.code()).isEqualTo(1);
        assertThat(all.out())
                .contains("\"dat\":{\"MISMATCH\":1,\"VALID\":59}", "\"json\":{\"MISSING\":1,\"VALID\":59}")
                .contains("\"txt\":{\"STRAY\":1}", "\"kind\":\"STRAY\"", "stray.txt");
    }

    @Test
    void aReleaseIsReadAgain() throws IOException {
        Result sound = etl.run("verify", "sample_one");
        assertThat(sound.code()).as(sound.out() + sound.err()).isZero();
        assertThat(sound.out())
                .contains("all is as it was written", "hashed    2 files", "output    output/sample_one");
        Files.writeString(below("part-00000.ndjson"), "{}\n");
        Result part = etl.run("verify", "sample_one");
        assertThat(part.code()).isEqualTo(1);
        assertThat(part.out()).contains("MISMATCH", "part-00000.ndjson");
        Files.write(below("uniprot_sample.dat.gz"), new byte[] {1, 2, 3});
        assertThat(etl.run("verify", "sample_one", "--json").out())
                .contains("\"kind\":\"DAMAGED\",\"place\":\"ingest/", "\"kind\":\"MISMATCH\"");
        Files.writeString(below("releases/sample_one/manifests"), "{}");
        assertThat(etl.run("verify", "sample_one").out()).contains("DAMAGED", "its SHA-256 is");
    }

    @Test
    void aPointerThatDoesNotFollowTheCommitIsAFindingUntilTheNextRun() throws IOException {
        Path pointer = below("releases/sample_one/latest.json");
        Files.writeString(pointer, "{}");
        Result found = etl.run("verify", "sample_one");
        assertThat(found.code()).isEqualTo(1);
        assertThat(found.out())
                .contains("MISMATCH  releases/sample_one/", "the pointer could not be read, the last commit is 1 (")
                .contains("a run puts it right");
        assertThat(etl.run("run", "sample_one").code()).isZero();
        assertThat(etl.run("verify", "sample_one").out()).contains("all is as it was written");
    }

    @Test
    void whatIsGoneIsMissing() throws IOException, SQLException {
        Files.delete(below("part-00000.ndjson"));
        assertThat(etl.run("verify", "sample_one").out())
                .contains("MISSING", "part-00000.ndjson: the folder's manifest lists it");
        Path output = folder.resolve(".etl/output");
        Files.move(output, folder.resolve("elsewhere"));
        assertThat(etl.run("verify", "sample_one").out()).contains("MISSING", "the output is not there");
        Files.move(folder.resolve("elsewhere"), output);
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(".etl/ledger.db"));
                Statement statement = ledger.createStatement()) {
            statement.executeUpdate("DELETE FROM ingestion_raw_files");
        }
        assertThat(etl.run("verify", "sample_one").out()).contains("MISMATCH  job ", "the ledger has 0 files of it");
    }

    @Test
    void noOrganizationIsCalledLikeAFolderOfTheEngine() throws IOException {
        for (String name : List.of("ingest", "releases", "plugins", "Output")) {
            Path file = etl.dataset("other", "organization: " + name);
            Result refused = etl.run("validate", file.toString());
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains("5:1 organization", "the engine keeps a folder of that name");
        }
        Files.writeString(folder.resolve(".etl/ingest/stray.dat"), "?");
        Files.writeString(folder.resolve(".etl/releases/stray.dat"), "?");
        assertThat(etl.run("audit", "sample_one").code()).isZero();
    }

    @Test
    void nothingPublishedIsAFinding() {
        assertThat(etl.run("verify", "unknown").code()).isEqualTo(1);
        assertThat(etl.run("audit", "unknown").out()).contains("nothing was published");
        assertThat(new CommandRunner(folder.resolve("x")).run("audit", "a").code())
                .isEqualTo(1);
    }
}
