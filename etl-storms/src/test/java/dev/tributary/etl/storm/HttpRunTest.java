package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.EtlBuilder;
import dev.tributary.etl.core.FetchReport;
import dev.tributary.etl.core.JobSummary;
import dev.tributary.etl.core.Plan;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.testkit.http.FaultServer;
import dev.tributary.etl.testkit.http.HostedFile;
import dev.tributary.etl.testkit.http.HttpFault;
import dev.tributary.etl.testkit.http.Received;
import dev.tributary.etl.testkit.http.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Downloads over more than one run: what was fetched is not fetched again, and what is promised of hosts and credentials holds. */
class HttpRunTest {
    private static final String FILE = "/pub/entries.dat.gz";
    private static final String CANARY = "canary-4711";

    @TempDir
    Path folder;

    private byte[] whole = new byte[0];
    private Bench bench;
    private FaultServer server;
    private final List<Duration> pauses = new ArrayList<>();

    @BeforeEach
    void serve() throws IOException {
        whole = Entries.gzip(Entries.text(0, 50));
        bench = new Bench(folder);
        server = FaultServer.start().file(FILE, whole);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Path dataset(String extract, String more) throws IOException {
        return bench.yaml(
                Bench.HEAD + "extract: { plugin: http, " + extract + " }\nload: [" + Bench.JSONL + "]\n" + more);
    }

    private Path dataset() throws IOException {
        return dataset("urls: ['" + server.url(FILE) + "']", "");
    }

    private EtlBuilder open(EtlBuilder builder) {
        return builder.allowPrivateAddresses().pauses(pauses::add);
    }

    private RunReport run(Path dataset) throws InterruptedException {
        return bench.run(dataset, this::open);
    }

    private FetchReport fetch(Path dataset) throws InterruptedException {
        try (var etl = bench.etl(this::open)) {
            return etl.fetch(Bench.request(dataset));
        }
    }

    private static void assertDone(RunReport report) {
        assertThat(report.status()).as("%s", report.failure()).isEqualTo(RunStatus.COMPLETED);
    }

    private long bodies() {
        return server.requests(FILE).size();
    }

    @Test
    void privateAddressesAreRefusedUnlessTheHostProgramAllowsThem() throws Exception {
        var report = bench.run(dataset());

        assertThat(report.failure().orElseThrow().code()).isEqualTo(StandardError.ADDRESS_REFUSED);
        assertThat(report.failure().orElseThrow().hint().orElseThrow()).contains("--allow-private-addresses");
        assertThat(server.requests()).isEmpty();
    }

    /** The published digest is one over both runs' bytes. */
    @Test
    void aLaterRunGoesOnWhereAnEarlierOneBrokeOff() throws Exception {
        int half = whole.length / 2;
        server.file(FILE + ".md5", Digest.md5(whole) + "  entries.dat.gz\n");
        server.next(FILE, HttpFault.cutAfter(half)).always(FILE, HttpFault.status(503));
        assertThat(run(dataset()).failure().orElseThrow().code()).isEqualTo(StandardError.SOURCE_UNAVAILABLE);

        server.always(FILE, HttpFault.none());
        assertDone(run(dataset()));

        var last = server.requests(FILE).get((int) bodies() - 1);
        assertThat(last.from()).isEqualTo(half);
        assertThat(last.header("If-Range")).isEqualTo(HostedFile.of(whole).etag());
        assertThat(last.header("Accept-Encoding")).contains("identity");
    }

    /** A weak ETag says that two files mean the same, not that their bytes are the same. The published digest is one over the second body alone. */
    @Test
    void nothingIsGoneOnWithByAWeakEtag() throws Exception {
        server.file(FILE + ".md5", Digest.md5(whole) + "  entries.dat.gz\n")
                .file(FILE, HostedFile.of(whole).withEtag(Optional.of("W/\"1\"")))
                .next(FILE, HttpFault.cutAfter(whole.length / 2));

        assertDone(run(dataset()));

        assertThat(server.requests(FILE)).hasSize(2).allSatisfy(r -> {
            assertThat(r.from()).isZero();
            assertThat(r.header("If-Range")).isEmpty();
        });
    }

    @Test
    void nothingIsFetchedAgainWhileTheEntityIsTheSame() throws Exception {
        assertDone(run(dataset()));
        long before = bodies();
        var home = bench.home().untouched();

        assertThat(run(dataset()).status()).isEqualTo(RunStatus.UNCHANGED);

        assertThat(bodies()).as("one look at the ETag").isEqualTo(before + 1);
        assertThat(HomeFolder.differences(home, bench.home().untouched())).isEmpty();
    }

    @Test
    void nothingIsFetchedAgainWhileTheDigestIsTheSame() throws Exception {
        server.file(FILE + ".md5", Digest.md5(whole) + "  entries.dat.gz\n");
        assertDone(run(dataset()));
        long before = bodies();

        assertThat(run(dataset()).status()).isEqualTo(RunStatus.UNCHANGED);

        assertThat(bodies()).isEqualTo(before);
    }

    /** What is refused elsewhere may be what somebody wants. */
    @Test
    void aPageThatIsNamedSoIsAFile() throws Exception {
        var page = "<!DOCTYPE html><p>entries</p>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        server.file("/pub/a.html", HostedFile.of(page).withType("text/html"));

        var fetched = fetch(dataset("urls: ['" + server.url("/pub/a.html") + "']", ""));

        assertThat(fetched.files()).singleElement().satisfies(f -> assertThat(f.sha256())
                .isEqualTo(Digest.sha256(page)));
    }

    @Test
    void aChangedFileIsFetched() throws Exception {
        assertDone(run(dataset()));
        server.file(FILE, Entries.gzip(Entries.text(0, 60)));

        var report = run(dataset());

        assertDone(report);
        assertThat(report.records().loaded()).isEqualTo(60);
    }

    @Test
    void serversAreAskedAgainWhenTheySay() throws Exception {
        server.next(
                FILE,
                HttpFault.reply(Reply.status(503).with("Retry-After", "7")),
                HttpFault.reply(Reply.status(429)
                        .with("Date", "Sun, 06 Nov 1994 08:49:37 GMT")
                        .with("Retry-After", "Sun, 06 Nov 1994 08:50:37 GMT")));

        assertDone(run(dataset()));

        assertThat(pauses).containsSequence(Duration.ofSeconds(7), Duration.ofMinutes(1));
    }

    @Test
    void aServerThatAsksForADayIsNotWaitedFor() throws Exception {
        server.always(FILE, HttpFault.reply(Reply.status(503).with("Retry-After", "86400")));

        var failure = run(dataset()).failure().orElseThrow();

        assertThat(failure.code()).isEqualTo(StandardError.SOURCE_UNAVAILABLE);
        assertThat(failure.message()).contains("86400 s");
        assertThat(pauses).doesNotContain(Duration.ofDays(1));
    }

    @Test
    void requestsAtOneHostKeepTheirDistance() throws Exception {
        assertDone(run(dataset("urls: ['" + server.url(FILE) + "'], pause: 1h", "")));

        assertThat(pauses).isNotEmpty().allSatisfy(p -> assertThat(p)
                .isBetween(Duration.ofMinutes(59), Duration.ofHours(3)));
    }

    @Test
    void credentialsGoToTheHostsThatTheDatasetNamesAndNowhereElse() throws Exception {
        var elsewhere = URI.create(server.url("/there").toString().replace("127.0.0.1", "localhost"));
        server.file("/there", whole).always(FILE, HttpFault.reply(Reply.redirect(302, elsewhere.toString())));

        assertDone(run(dataset("urls: ['" + server.url(FILE) + "'], headers: { X-Key: " + CANARY + " }", "")));

        assertThat(server.requests(FILE))
                .allSatisfy(r -> assertThat(r.header("X-Key")).contains(CANARY));
        assertThat(server.requests("/there")).isNotEmpty().allSatisfy(r -> assertThat(r.header("X-Key"))
                .isEmpty());
        for (var file : bench.home().files(n -> !n.endsWith(".db") && !n.endsWith("-wal"))) {
            assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain(CANARY);
        }
    }

    @Test
    void noFailureQuotesAQuery() throws Exception {
        server.always(FILE + "?sig=" + CANARY, HttpFault.status(403));

        var report = run(dataset("urls: ['" + server.url(FILE) + "?sig=" + CANARY + "']", ""));

        assertThat(report.failure().orElseThrow().code()).isEqualTo(StandardError.SOURCE_REFUSED);
        assertThat(report.failure().orElseThrow().toString()).contains("?...").doesNotContain(CANARY);
    }

    @Test
    void whatIsNotWhatWasPublishedLiesInQuarantine() throws Exception {
        server.file(FILE + ".md5", Digest.md5(new byte[1]) + "  entries.dat.gz\n");

        var report = run(dataset());

        assertThat(report.failure().orElseThrow().code()).isEqualTo(StandardError.CHECKSUM_MISMATCH);
        assertThat(bodies()).as("once more from the start").isEqualTo(2);
        var kept = bench.home().path().resolve("quarantine/bench/entries.dat.gz");
        assertThat(kept).hasBinaryContent(whole);
        assertThat(report.failure().orElseThrow().hint().orElseThrow()).contains(kept.toString());
        assertThat(bench.home().names(n -> n.endsWith(".part"))).isEmpty();
    }

    /** The release's line, and which part of the file comes before the damage: units before it are parsed and committed. */
    static Stream<Arguments> damages() {
        return Stream.of("", "release: { external: r1 }\n")
                .flatMap(release -> Stream.of(0.1, 0.5, 0.9, 1.0).map(place -> Arguments.of(release, place)));
    }

    /** Without a digest, only reading shows the damage; the file must not stand in the way of every later run. */
    @ParameterizedTest
    @MethodSource("damages")
    void aFileThatTurnsOutToBeDamagedIsFetchedAnew(String release, double place) throws Exception {
        var dataset = dataset("urls: ['" + server.url(FILE) + "']", release);
        var damaged = whole.clone();
        damaged[(int) (place * (damaged.length - 6))] ^= 1;
        server.file(FILE, damaged);

        for (int i = 1; i <= 2; i++) {
            var report = run(dataset);
            var failure = report.failure().orElseThrow();
            assertThat(failure.code()).isEqualTo(StandardError.STREAM_CORRUPT);
            var kept = bench.home().path().resolve("quarantine/bench/entries.dat.gz");
            assertThat(failure.hint().orElseThrow()).contains("run again").contains(kept.toString());
            assertThat(kept).hasBinaryContent(damaged);
            assertThat(Path.of(kept + "~why")).content().contains("STREAM_CORRUPT");
            assertThat(bench.home().names(n -> n.endsWith(".dat.gz") && n.startsWith("ingest/")))
                    .isEmpty();
            assertThat(bench.visible()).isEmpty();
        }
        assertThat(server.requests(FILE).stream().filter(r -> r.from() == 0).count())
                .as("twice the whole, and a look at the ETag between")
                .isGreaterThanOrEqualTo(2);

        server.file(FILE, whole);
        try (var etl = bench.etl(this::open)) {
            var plan = etl.plan(Bench.request(dataset));
            assertThat(plan.action()).isEqualTo(Plan.Action.START);
            assertThat(plan.files()).extracting(Plan.PlannedFile::change).containsExactly(Plan.Change.DAMAGED);
            assertThat(plan.why()).anyMatch(why -> why.contains("entries.dat.gz is fetched anew"));
        }
        var mended = run(dataset);

        assertDone(mended);
        assertThat(mended.records().loaded()).isEqualTo(50);
        assertThat(run(dataset).status()).isEqualTo(RunStatus.UNCHANGED);
    }

    /** Its source vouches for the damage, so fetching it anew would change nothing. */
    @Test
    void aDamagedFileOfAPublishedDigestIsKept() throws Exception {
        whole[whole.length - 6] ^= 1;
        server.file(FILE, whole).file(FILE + ".md5", Digest.md5(whole) + "  entries.dat.gz\n");

        assertThat(run(dataset()).failure().orElseThrow().code()).isEqualTo(StandardError.STREAM_CORRUPT);
        assertThat(run(dataset()).failure().orElseThrow().code()).isEqualTo(StandardError.STREAM_CORRUPT);

        assertThat(bodies()).isEqualTo(1);
        assertThat(bench.home().names(n -> n.startsWith("quarantine/"))).isEmpty();
        assertThat(bench.visible()).isEmpty();
    }

    @Test
    void whatWasFetchedAloneIsNotFetchedByTheRun() throws Exception {
        var fetched = fetch(dataset());
        assertThat(fetched.ok()).isTrue();
        assertThat(fetched.release()).startsWith("sha256-");
        assertThat(fetched.files().get(0).sha256()).isEqualTo(Digest.sha256(whole));
        long before = bodies();

        assertDone(run(dataset()));

        assertThat(bodies()).as("one look at the ETag").isEqualTo(before + 1);
        assertThat(server.requests(FILE)).allSatisfy(r -> assertThat(r.from()).isZero());
    }

    @Test
    void adoptedFilesAreVerifiedAndNotFetched() throws Exception {
        server.file(FILE + ".md5", Digest.md5(whole) + "  entries.dat.gz\n");
        var mine = Files.createDirectories(folder.resolve("mine"));
        var dataset = dataset("urls: ['" + server.url(FILE) + "']", "release: { external: r1 }\n");
        Files.write(mine.resolve("entries.dat.gz"), Entries.gzip(Entries.text(0, 3)));
        try (var etl = bench.etl(this::open)) {
            assertThatThrownBy(() -> etl.adopt(Bench.request(dataset), mine)).hasMessageContaining("CHECKSUM_MISMATCH");
            assertThat(etl.verifyFetched(Bench.request(dataset)).problems())
                    .singleElement()
                    .satisfies(p -> assertThat(p.message()).contains("not fetched yet"));
            Files.write(mine.resolve("entries.dat.gz"), whole);
            assertThat(etl.adopt(Bench.request(dataset), mine).files().get(0).verified())
                    .contains("md5:" + Digest.md5(whole));
            assertThat(etl.verifyFetched(Bench.request(dataset)).ok()).isTrue();
        }
        assertThat(mine.resolve("entries.dat.gz")).hasBinaryContent(whole);

        var report = run(dataset);

        assertDone(report);
        assertThat(report.release()).contains("r1");
        assertThat(bodies()).isZero();
    }

    @Test
    void verifyingSeesDamageAndWhatTheSourcePublishesNow() throws Exception {
        server.file(FILE + ".md5", Digest.md5(whole) + "  entries.dat.gz\n");
        var dataset = dataset("urls: ['" + server.url(FILE) + "']", "release: { external: r1 }\n");
        assertDone(run(dataset));
        try (var etl = bench.etl(this::open)) {
            assertThat(etl.verifyFetched(Bench.request(dataset)).ok()).isTrue();
            server.file(FILE + ".md5", Digest.md5(new byte[1]) + "  entries.dat.gz\n");
            assertThat(etl.verifyFetched(Bench.request(dataset)).problems())
                    .singleElement()
                    .satisfies(p -> assertThat(p.code()).isEqualTo(StandardError.CHECKSUM_MISMATCH));
            Files.write(bench.home().path().resolve("ingest/bench/r1/entries.dat.gz"), new byte[] {1});
            assertThat(etl.verifyFetched(Bench.request(dataset)).problems())
                    .singleElement()
                    .satisfies(p -> assertThat(p.code()).isEqualTo(StandardError.OBJECT_DAMAGED));
        }
        assertThat(bodies()).isEqualTo(1);
    }

    @Test
    void aPlanGoesByWhatTheSourceSaysOfItsFiles() throws Exception {
        server.file(FILE + ".md5", Digest.md5(whole) + "  entries.dat.gz\n");
        assertDone(run(dataset()));
        long before = bodies();
        try (var etl = bench.etl(this::open)) {
            var same = etl.plan(Bench.request(dataset()));
            assertThat(same.action()).isEqualTo(Plan.Action.NOTHING);
            assertThat(same.files()).extracting(Plan.PlannedFile::change).containsExactly(Plan.Change.SAME);
            server.file(FILE + ".md5", Digest.md5(new byte[1]) + "  entries.dat.gz\n");
            var changed = etl.plan(Bench.request(dataset()));
            assertThat(changed.action()).isEqualTo(Plan.Action.START);
            assertThat(changed.files()).extracting(Plan.PlannedFile::change).containsExactly(Plan.Change.CHANGED);
        }
        assertThat(bodies()).isEqualTo(before);
    }

    @Test
    void aMetalinksVersionIsTheRelease() throws Exception {
        server.file("/pub/RELEASE.metalink", DownloadFaultsTest.metalink(whole.length, Digest.sha256(whole)));
        var metalink = "metalink: '" + server.url("/pub/RELEASE.metalink") + "', files: ['*.dat.gz']";

        assertThat(run(dataset(metalink, "")).release()).contains("2024_01");
        assertThat(run(dataset(metalink, "release: { external: latest }\n")).release())
                .contains("2024_01");
        var other = run(dataset(metalink, "release: { external: 2023_05 }\n"));
        assertThat(other.failure().orElseThrow().code()).isEqualTo(StandardError.RELEASE_UNKNOWN);
        assertThat(other.failure().orElseThrow().message()).contains("2023_05").contains("2024_01");
    }

    @Test
    void latestIsNeverAnId() throws Exception {
        assertThat(run(dataset("urls: ['" + server.url(FILE) + "']", "release: { external: latest }\n"))
                        .release()
                        .orElseThrow())
                .startsWith("sha256-");
    }

    /** UniProt's folders; a previous release is an archive, so its file has another name and other bytes. */
    private void uniprot(String current, String... previous) throws IOException {
        var base = "/uniprot/current_release/knowledgebase/";
        server.file(base + "complete/RELEASE.metalink", metalink(current, "uniprot_sprot.dat.gz", whole));
        server.file(base + "complete/uniprot_sprot.dat.gz", whole);
        server.file(base + "relnotes.txt", "UniProtKB/Swiss-Prot Release " + current + " of 24-Jan-2024\n");
        var index = new StringBuilder("<!DOCTYPE html><html><body>");
        for (var version : previous) {
            var archive = archive(version);
            var place = "/uniprot/previous_releases/release-" + version + "/knowledgebase/";
            var name = "uniprot_sprot-only" + version + ".tar.gz";
            index.append("<a href='release-" + version + "/'>release-" + version + "/</a>");
            server.file(place + "RELEASE.metalink", metalink(version, name, archive))
                    .file(place + name, archive);
        }
        server.file(
                "/uniprot/previous_releases/",
                HostedFile.of(index.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .withType("text/html"));
    }

    /** As UniProt makes them: all forms of a part, compressed in the archive or, in other years, not. */
    private static byte[] archive(String version) throws IOException {
        var text = Entries.text(0, Integer.parseInt(version.substring(0, 4)) - 2000);
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            add(tar, "uniprot_sprot.fasta.gz", Entries.gzip(">no entry\n"));
            if (version.endsWith("_01")) {
                add(tar, "uniprot_sprot.dat.gz", Entries.gzip(text));
            } else {
                add(tar, "./uniprot_sprot.dat", Entries.bytes(text));
            }
            add(tar, "uniprot_sprot.xml.gz", Entries.gzip("<uniprot/>"));
        }
        return bytes.toByteArray();
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setModTime(0);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static String metalink(String version, String name, byte[] bytes) {
        return DownloadFaultsTest.metalink(bytes.length, Digest.sha256(bytes))
                .replace("2024_01", version)
                .replace("entries.dat.gz", name);
    }

    private Path uniprotDataset(String external) throws IOException {
        return dataset(
                "releases: { plugin: uniprot, base: '" + server.url("/uniprot") + "' }",
                "release: { external: " + external + " }\n");
    }

    @Test
    void theNewestReleaseOfUniprotIsTheCurrentOne() throws Exception {
        uniprot("2024_02", "2024_01", "2023_05");

        var report = run(uniprotDataset("latest"));

        assertDone(report);
        assertThat(report.release()).contains("2024_02");
        assertThat(report.files().get(0).name()).isEqualTo("uniprot_sprot.dat.gz");
        assertThat(report.files().get(0).verified()).contains("sha256:" + Digest.sha256(whole));
    }

    @Test
    void aReleaseThatIsNoLongerCurrentIsStillTheSame() throws Exception {
        uniprot("2024_01", "2023_05");
        assertDone(run(uniprotDataset("2024_01")));
        uniprot("2024_02", "2024_01", "2023_05");

        try (var etl = bench.etl(this::open)) {
            var plan = etl.plan(Bench.request(uniprotDataset("2024_01")));
            assertThat(plan.action()).isEqualTo(Plan.Action.NOTHING);
            assertThat(plan.files()).extracting(Plan.PlannedFile::change).containsOnly(Plan.Change.RENAMED);
        }
        var report = run(uniprotDataset("2024_01"));

        assertThat(report.status()).as("%s", report.failure()).isEqualTo(RunStatus.UNCHANGED);
        assertThat(server.requests().stream().map(Received::path)).noneMatch(p -> p.endsWith(".tar.gz"));
    }

    @Test
    void aPreviousReleaseIsFoundInItsArchive() throws Exception {
        uniprot("2024_02", "2024_01");

        var report = fetch(uniprotDataset("2024_01"));

        assertThat(report.release()).isEqualTo("2024_01");
        assertThat(report.files().get(0).name()).isEqualTo("uniprot_sprot-only2024_01.tar.gz");
        var unknown = run(uniprotDataset("2019_01"));
        assertThat(unknown.failure().orElseThrow().code()).isEqualTo(StandardError.RELEASE_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "2021_01, uniprot_sprot-only2021_01.tar.gz!/uniprot_sprot.dat.gz, 21",
        "2023_05, uniprot_sprot-only2023_05.tar.gz!/uniprot_sprot.dat, 23"
    })
    void aPreviousReleaseIsReadOutOfItsArchive(String version, String member, int entries) throws Exception {
        uniprot("2024_02", "2023_05", "2021_01");

        var report = run(uniprotDataset(version));

        assertDone(report);
        assertThat(report.release()).contains(version);
        assertThat(report.records().loaded()).isEqualTo(entries);
        assertThat(report.files().get(0).verified()).contains("sha256:" + Digest.sha256(archive(version)));
        for (var part : bench.home().files(n -> n.endsWith(".ndjson"))) {
            assertThat(Files.readAllLines(part)).isNotEmpty().allSatisfy(line -> assertThat(line)
                    .contains("\"file\":\"" + member + "\""));
        }
        try (var etl = bench.etl(this::open)) {
            var trace = etl.history().trace("bench", Entries.accession(3)).get(0);
            assertThat(trace.source()).isEqualTo(member);
            assertThat(new String(etl.history().sourceBytes(trace), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(Entries.entry(3));
        }
        var home = bench.home().untouched();
        long asked = archives();

        assertThat(run(uniprotDataset(version)).status()).isEqualTo(RunStatus.UNCHANGED);

        assertThat(archives()).as("the published digest tells").isEqualTo(asked);
        assertThat(HomeFolder.differences(home, bench.home().untouched())).isEmpty();
    }

    private long archives() {
        return server.requests().stream()
                .filter(r -> r.path().endsWith(".tar.gz"))
                .count();
    }

    @Test
    void aFolderThatIsJustBeingRenewedIsNotTakenForARelease() throws Exception {
        uniprot("2024_02", "2024_01");
        server.file(
                "/uniprot/current_release/knowledgebase/relnotes.txt", "Swiss-Prot Release 2024_03 of 01-Jun-2024\n");

        var report = run(uniprotDataset("latest"));

        assertThat(report.failure().orElseThrow().code()).isEqualTo(StandardError.SOURCE_CHANGED);
        assertThat(Optional.of(report.status())).contains(RunStatus.FAILED);
    }

    private Path pastReleases(String range) throws IOException {
        return dataset(
                "releases: { plugin: uniprot, base: '" + server.url("/uniprot") + "' }",
                "release: { mode: historical" + range + " }\n");
    }

    private List<String> loaded() {
        try (var etl = bench.etl(this::open)) {
            var jobs = etl.history().jobs(Optional.empty(), 100);
            return jobs.stream()
                    .filter(job -> job.status().equals("completed"))
                    .map(JobSummary::release)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private Plan plan(Path dataset) throws InterruptedException {
        try (var etl = bench.etl(this::open)) {
            return etl.plan(Bench.request(dataset));
        }
    }

    @Test
    void pastReleasesAreLoadedOldestFirstAndOnce() throws Exception {
        uniprot("2024_02", "2024_01", "2023_05", "2022_01");
        var dataset = pastReleases(", from: 2023_05");
        assertThat(plan(dataset).releases().turns()).containsExactly("2023_05", "2024_01", "2024_02");
        assertThat(plan(dataset).release()).contains("2023_05");

        var report = run(dataset);
        assertDone(report);
        assertThat(report.release()).contains("2024_02");
        assertThat(report.notes())
                .containsExactly(
                        "Release 2023_05: completed, 23 records loaded.",
                        "Release 2024_01: completed, 24 records loaded.");
        assertThat(loaded()).containsExactly("2024_02", "2024_01", "2023_05");

        int asked = server.requests().size();
        assertThat(run(dataset).status()).isEqualTo(RunStatus.UNCHANGED);
        assertThat(server.requests().subList(asked, server.requests().size()))
                .extracting(Received::path)
                .noneMatch(path -> path.endsWith(".tar.gz"));
        assertThat(plan(dataset).action()).isEqualTo(Plan.Action.NOTHING);
    }

    @Test
    void aBatchLeavesTheRestToTheNextRun() throws Exception {
        uniprot("2024_02", "2024_01", "2023_05");
        assertThat(run(pastReleases(", batch: 2")).release()).contains("2024_01");
        assertThat(loaded()).containsExactly("2024_01", "2023_05");
        assertThat(run(pastReleases(", batch: 2")).release()).contains("2024_02");
        assertThat(loaded()).containsExactly("2024_02", "2024_01", "2023_05");
    }

    @Test
    void aReleaseThatFailsEndsTheRunAndIsWhereTheNextOneGoesOn() throws Exception {
        uniprot("2024_02", "2024_01", "2023_05");
        var place = "/uniprot/previous_releases/release-2024_01/knowledgebase/uniprot_sprot-only2024_01.tar.gz";
        var odd = archive("2024_01");
        odd[odd.length / 2] ^= 1;
        server.file(place, odd);
        var failed = run(pastReleases(""));
        assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(failed.failure().orElseThrow().code()).isEqualTo(StandardError.CHECKSUM_MISMATCH);
        assertThat(failed.notes())
                .contains("Stopped at release 2024_01, with 1 to go behind it; run again to go on there.");
        assertThat(loaded()).containsExactly("2023_05");

        uniprot("2024_02", "2024_01", "2023_05");
        assertDone(run(pastReleases("")));
        assertThat(loaded()).containsExactly("2024_02", "2024_01", "2023_05");
    }

    @Test
    void anOlderReleaseThatIsLoadedLaterIsNotWhatReadersFind() throws Exception {
        uniprot("2024_02", "2024_01", "2023_05");
        assertDone(run(pastReleases(", from: 2024_01")));
        var report = run(pastReleases(""));
        assertDone(report);
        assertThat(report.release()).contains("2024_02");
        assertThat(loaded()).containsExactly("2024_02", "2024_02", "2024_01", "2023_05");
        try (var etl = bench.etl(this::open)) {
            assertThat(etl.verify(report.datasetId()).release()).contains("2024_02");
        }
    }

    @Test
    void anEndOfTheRangeThatIsNotOfferedIsNamed() throws Exception {
        uniprot("2024_02", "2024_01");
        var failed = run(pastReleases(", from: 2019_01"));
        assertThat(failed.failure().orElseThrow().code()).isEqualTo(StandardError.RELEASE_UNKNOWN);
        assertThat(failed.failure().orElseThrow().message()).contains("2019_01", "2024_01, 2024_02");
        var nameless = run(dataset("urls: ['" + server.url(FILE) + "']", "release: { mode: historical }\n"));
        assertThat(nameless.failure().orElseThrow().code()).isEqualTo(StandardError.OPTION_INVALID);
    }
}
