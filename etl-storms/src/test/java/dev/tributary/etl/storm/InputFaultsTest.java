package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.StandardError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promises 9, 10 and 11: what is damaged on the way is noticed, and costs what is damaged only. */
class InputFaultsTest {
    private static final String GZ = "entries.dat.gz";
    private static final String DAT = "entries.dat";

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void bench() {
        bench = new Bench(folder);
    }

    private static ErrorCode code(RunReport report) {
        return report.failure().orElseThrow(() -> new AssertionError(report)).code();
    }

    /** Bytes of a damaged download: cut in the header, the body, the trailer; other bytes in them. */
    private static byte[] damaged(byte[] whole, String how) {
        var bytes = whole.clone();
        return switch (how) {
            case "cut in header" -> Arrays.copyOf(bytes, 5);
            case "cut in body" -> Arrays.copyOf(bytes, bytes.length / 2);
            case "cut in trailer" -> Arrays.copyOf(bytes, bytes.length - 3);
            case "other checksum" -> {
                bytes[bytes.length - 8] ^= 1;
                yield bytes;
            }
            case "other length" -> {
                bytes[bytes.length - 1] ^= 1;
                yield bytes;
            }
            case "garbage behind" -> {
                var more = Arrays.copyOf(bytes, bytes.length + 3);
                Arrays.fill(more, bytes.length, more.length, (byte) 'x');
                yield more;
            }
            case "a page instead" -> Entries.bytes("<!DOCTYPE html><html><body>Not found</body></html>\n");
            default -> throw new IllegalArgumentException(how);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cut in header",
                "cut in body",
                "cut in trailer",
                "other checksum",
                "other length",
                "garbage behind",
                "a page instead"
            })
    void aDamagedDownloadNeverGetsPastAPublishedDigest(String how)
            throws IOException, InterruptedException, SQLException {
        var whole = Entries.gzip(Entries.text(0, 40));
        bench.source(GZ, damaged(whole, how));
        var report = bench.run(bench.published(GZ, Digest.sha256(whole)));
        assertThat(report.status()).isEqualTo(RunStatus.FAILED);
        assertThat(code(report)).isEqualTo(StandardError.CHECKSUM_MISMATCH);
        assertThat(bench.home().number("SELECT count(*) FROM ingestion_work_units"))
                .isZero();
        assertThat(bench.home().names(n -> n.startsWith("output/") || n.startsWith("ingest/") || n.startsWith("rel")))
                .isEmpty();

        bench.source(GZ, whole);
        assertThat(bench.run(bench.published(GZ, Digest.sha256(whole))).status())
                .isEqualTo(RunStatus.COMPLETED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cut in header",
                "cut in body",
                "cut in trailer",
                "other checksum",
                "other length",
                "garbage behind",
                "a page instead"
            })
    void withoutADigestTheStreamItselfTellsAndNothingIsPublished(String how) throws IOException, InterruptedException {
        var whole = Entries.gzip(Entries.text(0, 400));
        bench.source(GZ, damaged(whole, how));
        var report = bench.run(bench.dataset(GZ));
        assertThat(report.status()).isEqualTo(RunStatus.FAILED);
        assertThat(code(report)).isEqualTo(StandardError.STREAM_CORRUPT);
        assertThat(report.failure().orElseThrow().message())
                .contains(GZ)
                .contains(how.startsWith("a page") ? "HTML page" : "compressed offset");
        assertThat(bench.visible()).isEmpty();
    }

    @Test
    void furtherMembersAreRead() throws IOException, InterruptedException {
        bench.source(GZ, members());
        var report = bench.run(bench.dataset(GZ));
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.records().loaded()).isEqualTo(20);
    }

    /** Nothing in a stream tells that a whole member is missing. */
    @Test
    void onlyADigestTellsOfACutBetweenMembers() throws IOException, InterruptedException {
        var whole = members();
        bench.source(GZ, Entries.gzip(Entries.text(0, 10)));
        var report = bench.run(bench.published(GZ, Digest.sha256(whole)));
        assertThat(code(report)).isEqualTo(StandardError.CHECKSUM_MISMATCH);
        assertThat(bench.run(bench.dataset(GZ)).records().loaded()).isEqualTo(10);
    }

    private static byte[] members() throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(Entries.gzip(Entries.text(0, 10)));
        bytes.write(Entries.gzip(Entries.text(10, 20)));
        return bytes.toByteArray();
    }

    @Test
    void aDamagedEntryCostsItselfOnly() throws IOException, InterruptedException {
        var bad = Entries.damaged(1);
        bench.source(DAT, Entries.bytes(Entries.entry(0) + bad + Entries.entry(2)));
        var report = bench.run(bench.dataset(DAT));
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.records().loaded()).isEqualTo(2);
        assertThat(report.records().rejected()).isEqualTo(1);
        try (var etl = bench.etl(b -> b)) {
            var rejects = etl.history().rejects("bench", 10);
            assertThat(rejects).hasSize(1);
            var reject = rejects.get(0);
            assertThat(reject.raw()).isEqualTo(Entries.bytes(bad));
            assertThat(reject.code()).contains("RECORD_INCONSISTENT");
            assertThat(reject.line()).isEqualTo(1 + Entries.entry(0).lines().count());
            assertThat(reject.offset()).isEqualTo(Entries.entry(0).length());
            assertThat(reject.hint()).isNotEmpty();
        }
    }

    @Test
    void anEntryWithoutEndIsRejectedAndTheOthersAreLoaded() throws IOException, InterruptedException {
        var text = Entries.text(0, 10);
        bench.source(DAT, Entries.bytes(text.substring(0, text.length() - 3)));
        var report = bench.run(bench.dataset(DAT));
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.records().loaded()).isEqualTo(9);
        assertThat(report.firstRejects()).hasSize(1);
        assertThat(report.firstRejects().get(0).code()).contains("RECORD_UNTERMINATED");
    }

    /** Every entry is whole, and yet it is not all of the file. */
    @Test
    void anXmlFileThatEndsBetweenEntriesIsNoticed() throws IOException, InterruptedException {
        var whole = Files.readString(Path.of(
                System.getProperty("etl.root", ".."), "etl-plugins-uniprot/src/test/resources/quirks/whole.xml"));
        bench.source("whole.xml", Entries.bytes(whole));
        assertThat(xml("whole.xml").records().rejected()).isZero();
        bench.source("cut.xml", Entries.bytes(whole.substring(0, whole.lastIndexOf("</entry>") + 8)));
        assertThat(code(bench.run(bench.yaml(xmlOf("cut.xml") + "limits: { rejects: 0 }\n"))))
                .isEqualTo(StandardError.LIMIT_EXCEEDED);

        var report = xml("cut.xml");

        assertThat(report.records().loaded()).isPositive();
        assertThat(report.records().rejected()).isEqualTo(1);
        assertThat(report.firstRejects().get(0).code()).contains("RECORD_UNTERMINATED");
        assertThat(report.firstRejects().get(0).message()).contains("</uniprot>");
    }

    private RunReport xml(String file) throws IOException, InterruptedException {
        return bench.run(bench.yaml(xmlOf(file)));
    }

    private static String xmlOf(String file) {
        return "dataset_id: bench\nextract: { plugin: file, paths: [" + file + "] }\n"
                + "parse: { plugin: uniprot_xml }\nload: [" + Bench.JSONL + "]\n";
    }

    /** The file on the disk was mended; that it was read before under this release's name must not matter. */
    @Test
    void aLocalFileThatWasDamagedMayBeReplaced() throws IOException, InterruptedException {
        var external = "release: { external: 2025_06 }\n";
        var whole = Entries.gzip(Entries.text(0, 400));
        bench.source(GZ, damaged(whole, "cut in body"));
        assertThat(code(bench.run(bench.dataset(GZ, Bench.JSONL, external)))).isEqualTo(StandardError.STREAM_CORRUPT);

        bench.source(GZ, whole);
        var report = bench.run(bench.dataset(GZ, Bench.JSONL, external));

        assertThat(report.status()).as("%s", report.failure()).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.records().loaded()).isEqualTo(400);
        assertThat(bench.run(bench.dataset(GZ, Bench.JSONL, external)).status()).isEqualTo(RunStatus.UNCHANGED);
        bench.source(GZ, Entries.gzip(Entries.text(0, 401)));
        assertThat(code(bench.run(bench.dataset(GZ, Bench.JSONL, external)))).isEqualTo(StandardError.RELEASE_CHANGED);
    }

    @Test
    void theFirstOfADoubledAccessionWins() throws IOException, InterruptedException {
        var near = Entries.entry(0) + Entries.entry(1) + Entries.entry(0).replace("Divoba", "Other");
        var far = Entries.text(2, 30) + Entries.entry(1).replace("Divoba", "Other");
        bench.source(DAT, Entries.bytes(near + far));
        var report = bench.run(bench.dataset(DAT));
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.records().loaded()).isEqualTo(30);
        assertThat(report.records().duplicate()).isEqualTo(2);
        for (var part : bench.home().files(n -> n.endsWith(".ndjson"))) {
            assertThat(part).content().doesNotContain("Other");
        }
    }

    private static String withDamaged(int count, int damagedFrom) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i >= damagedFrom ? Entries.damaged(i) : Entries.entry(i));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 12})
    void tooManyRejectsFailTheJobUntilTheLimitIsRaised(int count) throws IOException, InterruptedException {
        bench.source(DAT, Entries.bytes(withDamaged(count, count - 3)));
        var strict = bench.run(bench.dataset(DAT, Bench.JSONL, "limits: { rejects: 2 }\n"));
        assertThat(strict.status()).isEqualTo(RunStatus.FAILED);
        assertThat(code(strict)).isEqualTo(StandardError.LIMIT_EXCEEDED);
        assertThat(bench.visible()).isEmpty();

        var again = bench.run(bench.dataset(DAT, Bench.JSONL, "limits: { rejects: 2 }\n"));
        assertThat(again.status()).as("the limit still counts").isEqualTo(RunStatus.FAILED);
        assertThat(code(again)).isEqualTo(StandardError.LIMIT_EXCEEDED);
        assertThat(bench.visible()).isEmpty();

        var raised = bench.run(bench.dataset(DAT, Bench.JSONL, "limits: { rejects: 3 }\n"));
        assertThat(raised.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(raised.jobId()).isEqualTo(strict.jobId());
        assertThat(raised.records().loaded()).isEqualTo(count - 3);
        assertThat(raised.records().rejected()).isEqualTo(3);
    }

    @Test
    void aShareOfRejectsIsLookedAtWhenTheFileEnds() throws IOException, InterruptedException {
        bench.source(DAT, Entries.bytes(withDamaged(40, 38)));
        var strict = bench.run(bench.dataset(DAT, Bench.JSONL, "limits: { rejects: 4% }\n"));
        assertThat(code(strict)).isEqualTo(StandardError.LIMIT_EXCEEDED);
        assertThat(bench.visible()).isEmpty();
        var raised = bench.run(bench.dataset(DAT, Bench.JSONL, "limits: { rejects: 5% }\n"));
        assertThat(raised.status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void aFileOfRejectsOnlyFailsTheJob() throws IOException, InterruptedException {
        bench.source(DAT, Entries.bytes(withDamaged(3, 0)));
        var report = bench.run(bench.dataset(DAT));
        assertThat(code(report)).isEqualTo(StandardError.LIMIT_EXCEEDED);
        assertThat(report.firstRejects()).hasSize(3);
        assertThat(bench.visible()).isEmpty();
    }

    @Test
    void otherBytesUnderTheSameReleaseAreRefused() throws IOException, InterruptedException {
        var external = "release: { external: 2025_06 }\n";
        bench.source(DAT, Entries.bytes(Entries.text(0, 10)));
        assertThat(bench.run(bench.dataset(DAT, Bench.JSONL, external)).status())
                .isEqualTo(RunStatus.COMPLETED);
        var published = bench.home().published();
        bench.source(DAT, Entries.bytes(Entries.text(0, 11)));
        var report = bench.run(bench.dataset(DAT, Bench.JSONL, external));
        assertThat(code(report)).isEqualTo(StandardError.RELEASE_CHANGED);
        assertThat(report.failure().orElseThrow().message())
                .contains(Digest.sha256(Entries.bytes(Entries.text(0, 10))))
                .contains(Digest.sha256(Entries.bytes(Entries.text(0, 11))));
        assertThat(HomeFolder.differences(published, bench.home().published())).isEmpty();
        try (var etl = bench.etl(b -> b)) {
            assertThat(etl.history().jobs(Optional.of("bench"), 10)).hasSize(1);
        }
    }

    /** Names that lead out of a folder, are too long, or look alike. */
    @Test
    void oddIdentifiersAreEncodedAndNeverMerged() throws IOException, InterruptedException {
        var names =
                List.of("../x", "x".repeat(300), "x".repeat(299) + "y", "\u00e9", "e\u0301", "P01", "p01", ".hidden");
        var text = new StringBuilder();
        names.forEach(name -> text.append(name)
                .append("\ttext of ")
                .append(names.indexOf(name))
                .append('\n'));
        bench.source("names.txt", Entries.bytes(text.toString()));
        var report = bench.run(bench.yaml("""
                        dataset_id: bench
                        extract: { plugin: file, paths: [names.txt] }
                        parse: { plugin: name_and_text }
                        load: [{ plugin: files, formats: [json] }]
                        """));
        assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        var files = bench.home().files(n -> n.startsWith("bench/") && n.endsWith(".json"));
        assertThat(files).hasSameSizeAs(names);
        for (var name : names) {
            assertThat(files)
                    .anySatisfy(f -> assertThat(f).content().contains("\"text of " + names.indexOf(name) + "\""));
        }
        try (var outside = java.nio.file.Files.list(folder)) {
            assertThat(outside.map(p -> String.valueOf(p.getFileName())))
                    .containsExactlyInAnyOrder("home", "bench.yaml", "names.txt");
        }
    }
}
