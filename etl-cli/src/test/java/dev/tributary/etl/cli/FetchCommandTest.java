package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.cli.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchCommandTest {
    @TempDir
    Path folder;

    private CommandRunner etl = new CommandRunner(Path.of(""));

    @BeforeEach
    void runner() {
        etl = new CommandRunner(folder);
    }

    @Test
    void filesAreFetchedVerifiedAndThenLoaded() throws IOException {
        etl.dataset("sample_one");
        Result early = etl.run("fetch", "sample_one", "--verify-only");
        assertThat(early.code()).isEqualTo(1);
        assertThat(early.err()).contains("not verified", "not fetched yet", "etl fetch sample_one");

        Result fetched = etl.run("fetch", "sample_one");
        assertThat(fetched.code()).as(fetched.err()).isZero();
        assertThat(fetched.out())
                .contains("release sha256-", "verified", "file      uniprot_sample.dat.gz", "./etl run sample_one");
        assertThat(etl.run("status").out()).doesNotContain("completed");

        Result verified = etl.run("fetch", "sample_one", "--verify-only", "--json");
        assertThat(verified.code()).as(verified.err()).isZero();
        assertThat(verified.out().lines()).hasSize(1);
        assertThat(verified.out())
                .startsWith("{\"dataset_id\":\"sample_one\",\"release\":\"sha256-")
                .contains("\"status\":\"verified\"", "\"problems\":[]");
        assertThat(etl.run("run", "sample_one").code()).isZero();
    }

    @Test
    void filesOfAFolderAreAdopted() throws IOException {
        etl.dataset("sample_one");
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Result missing = etl.run("fetch", "sample_one", "--adopt", "mine");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("E2002 SOURCE_MISSING", "uniprot_sample.dat.gz");

        Files.copy(CommandRunner.SAMPLES.resolve("uniprot_sample.dat.gz"), mine.resolve("uniprot_sample.dat.gz"));
        Result adopted = etl.run("fetch", "sample_one", "--adopt", "mine");
        assertThat(adopted.code()).as(adopted.err()).isZero();
        assertThat(etl.run("fetch", "sample_one", "--adopt", "mine", "--verify-only")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void privateAddressesNeedTheirOption() throws IOException {
        Files.writeString(
                folder.resolve("web.yaml"),
                "dataset_id: web\nextract: { plugin: http, urls: ['http://127.0.0.1:9/a.gz'], tries: 1 }\n");
        Result refused = etl.run("fetch", "web.yaml");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("E2034 ADDRESS_REFUSED", "--allow-private-addresses");

        Result allowed = etl.run("fetch", "web.yaml", "--allow-private-addresses", "--json");
        assertThat(allowed.code()).isEqualTo(1);
        assertThat(allowed.out()).contains("SOURCE_UNAVAILABLE").doesNotContain("ADDRESS_REFUSED");
    }
}
