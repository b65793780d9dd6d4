package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that other projects keep because readers stumble over them, as whole runs: each ends with its code, or is loaded. */
@Timeout(120)
class MalformedRunTest {
    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void bench() {
        bench = new Bench(folder);
    }

    private static byte[] data(String path) throws IOException {
        var given = System.getenv("ETL_REAL_DATA");
        var root =
                given != null ? Path.of(given) : Path.of(System.getProperty("etl.root", ".."), "..", "shared", "data");
        var file = root.resolve("malformed").resolve(path);
        if (!Files.exists(file)) {
            if ("true".equals(System.getenv("CI"))) {
                fail("real data is missing: " + file);
            }
            Assumptions.abort("skipped: no real data at " + file);
        }
        return Files.readAllBytes(file);
    }

    /** Every line of the file or its members is a record. */
    private RunReport run(String path, String members) throws IOException, InterruptedException {
        var name = path.substring(path.indexOf('/') + 1);
        bench.source(name, data(path));
        var of = members.isEmpty() ? "" : ", members: '" + members + "'";
        return bench.run(
                bench.yaml("dataset_id: bench\nrun: { max_expanded_bytes: 1MiB }\nparse: { plugin: whole_line }\n"
                        + "extract: { plugin: file, paths: ['" + name + "']" + of + " }\nload: [" + Bench.JSONL
                        + "]\n"),
                b -> b.plugin(new TestPlugins.WholeLines()));
    }

    private void assertRefused(RunReport report, String code, String why) throws IOException, InterruptedException {
        assertThat(report.status()).isEqualTo(RunStatus.FAILED);
        assertThat(report.failure().orElseThrow().code()).isEqualTo(StandardError.valueOf(code));
        assertThat(report.failure().orElseThrow().toString()).contains(why);
        assertThat(bench.visible()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    commons-compress/COMPRESS-178-fail.tar                      | STREAM_CORRUPT      | COMPRESS-178-fail.tar
                    commons-compress/COMPRESS-544_truncated_in_content-fail.tar | STREAM_CORRUPT      | truncated_in_content
                    commons-compress/OSX_ArchiveWithNestedArchive.zip           | ARCHIVE_UNSUPPORTED | NestedArchiv.zip
                    commons-compress/bla-stored-dd.zip                          | STREAM_CORRUPT      | test1.xml
                    commons-compress/invalid-zip.zip                            | STREAM_CORRUPT      | invalid-zip.zip
                    commons-compress/lorem-ipsum.txt.gz                         | STREAM_CORRUPT      | no tar or zip archive
                    commons-compress/multiple.bz2                               | STREAM_CORRUPT      | no tar or zip archive
                    commons-compress/password-encrypted.zip                     | ARCHIVE_UNSUPPORTED | encrypted
                    commons-compress/zipbomb.xlsx                               | STREAM_TOO_LARGE    | zipbomb.xlsx
                    go-zip/dupdir.zip                                           | ARCHIVE_UNSAFE      | 'a/b' twice
                    go-zip/readme.notzip                                        | STREAM_CORRUPT      | no tar or zip archive
                    go-zip/symlink.zip                                          | ARCHIVE_UNSAFE      | link
                    zip-slip/zip-slip.tar                                       | ARCHIVE_UNSAFE      | leaves the archive's folder
                    zip-slip/zip-slip.zip                                       | ARCHIVE_UNSAFE      | leaves the archive's folder
                    """)
    void anArchiveThatIsNoneEndsWithItsCode(String path, String code, String why)
            throws IOException, InterruptedException {
        assertRefused(run(path, "**"), code, why);
        try (var outside = Files.list(folder)) {
            assertThat(outside.map(f -> String.valueOf(f.getFileName())))
                    .containsExactlyInAnyOrder("home", "bench.yaml", path.substring(path.indexOf('/') + 1));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    commons-compress/archive_with_bytes_after_data.zip | 24
                    commons-compress/archive_with_trailer.zip          | 24
                    commons-compress/bla.tgz                           | 24
                    commons-compress/bla.zip                           | 24
                    commons-compress/ordertest.zip                     | 5614
                    commons-compress/utf8-7zip-test.zip                | 3
                    go-zip/readme.zip                                  | 31
                    go-zip/utf8-infozip.zip                            | 0
                    go-zip/zip64.zip                                   | 1
                    """)
    void anOddButWholeArchiveIsLoaded(String path, int lines) throws IOException, InterruptedException {
        assertLoaded(run(path, "**"), lines);
    }

    /** One of its members is an image. */
    @ParameterizedTest
    @ValueSource(strings = {"go-zip/test-prefix.zip", "go-zip/test-trailing-junk.zip"})
    void bytesAroundAnArchiveAreNoHindrance(String path) throws IOException, InterruptedException {
        assertLoaded(run(path, "*.txt"), 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    bgzf/ipsum.txt.bgz                  | 9
                    bgzf/ipsum.txt.gz                   | 9
                    commons-compress/lorem-ipsum.txt.gz | 700
                    commons-compress/members-size-0.gz  | 0
                    commons-compress/members.gz         | 2
                    commons-compress/multiple.bz2       | 1
                    commons-compress/multiple.gz        | 1
                    """)
    void membersOfACodecAreAllRead(String path, int lines) throws IOException, InterruptedException {
        assertLoaded(run(path, ""), lines);
    }

    private static void assertLoaded(RunReport report, int lines) {
        assertThat(report.status()).as("%s", report.failure()).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.records().loaded()).isEqualTo(lines);
        assertThat(report.records().rejected()).isZero();
    }

    /** What is around the entry stays as the file has it; only its entry is one of ours. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cyclic.xml   | &a;
                    external.xml | &ee;
                    xmlbomb.xml  | &d;
                    """)
    void anEntityIsNeverReplaced(String file, String reference) throws IOException, InterruptedException {
        var attack = new String(data("xml/" + file), java.nio.charset.StandardCharsets.UTF_8);
        var type = attack.substring(0, attack.indexOf("]>") + 2);
        var whole = Files.readString(Path.of(
                System.getProperty("etl.root", ".."), "etl-plugins-uniprot/src/test/resources/quirks/whole.xml"));
        var body = whole.substring(whole.indexOf("<uniprot"));
        int at = body.indexOf("</name>");
        bench.source("attack.xml", Entries.bytes(type + body.substring(0, at) + reference + body.substring(at)));

        var report = xml("attack.xml");

        assertThat(report.firstRejects()).hasSize(1);
        assertThat(report.firstRejects().get(0).code()).contains("RECORD_MALFORMED");
        assertThat(report.firstRejects().get(0).message()).contains(reference.substring(1, reference.length() - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cyclic.xml", "dtd.xml", "external.xml", "simple.xml", "xmlbomb.xml"})
    void aDocumentWithoutEntriesHasNone(String file) throws IOException, InterruptedException {
        bench.source(file, data("xml/" + file));
        assertLoaded(xml(file), 0);
    }

    /** Half a megabyte that would be some gigabytes, and one reference a thousand times over. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 100_000})
    void aQuadraticBlowUpCostsAsMuchAsItIsLong(int references) throws IOException, InterruptedException {
        var text = "<!DOCTYPE uniprot [<!ENTITY a '" + "x".repeat(50_000) + "'>]><uniprot><entry><name>"
                + "&a;".repeat(references) + "</name></entry></uniprot>";
        bench.source("blowup.xml", Entries.bytes(text));
        var report = xml("blowup.xml");

        assertRefused(report, "LIMIT_EXCEEDED", "");
        assertThat(report.firstRejects()).hasSize(1);
        assertThat(report.seconds()).isLessThan(60);
    }

    private RunReport xml(String file) throws IOException, InterruptedException {
        return bench.run(bench.yaml("dataset_id: bench\nparse: { plugin: uniprot_xml }\n"
                + "extract: { plugin: file, paths: ['" + file + "'] }\nload: [" + Bench.JSONL + "]\n"));
    }
}
