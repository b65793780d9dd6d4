package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.DataSize;
import dev.tributary.etl.testkit.http.FaultServer;
import dev.tributary.etl.testkit.http.HostedFile;
import dev.tributary.etl.testkit.http.HttpFault;
import dev.tributary.etl.testkit.http.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Promise 9 over a network: whatever a server does, a download ends verified, or with its code and with nothing parsed. */
class DownloadFaultsTest {
    static final String FILE = "/pub/entries.dat.gz";
    static final String METALINK = "/pub/RELEASE.metalink";
    private static final int ENTRIES = 120;
    private static final byte[] WHOLE = gzip(ENTRIES);
    private static final byte[] OTHER = gzip(ENTRIES + 1);
    private static final int HALF = WHOLE.length / 2;
    private static final String SHA256 = Digest.sha256(WHOLE);
    private static final String URLS = "urls: ['{server}" + FILE + "']";
    private static final String CHECKED = URLS + ", checksums: { entries.dat.gz: 'sha256:" + SHA256 + "' }";
    private static final String LISTED = URLS + ", checksums: md5sums.txt";
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String LINKED = "metalink: '{server}" + METALINK + "', files: [entries.dat.gz]";

    @TempDir
    Path folder;

    private Bench bench;
    private FaultServer server;
    private final List<Duration> pauses = new ArrayList<>();

    @BeforeEach
    void bench() throws IOException {
        bench = new Bench(folder);
        server = FaultServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static byte[] gzip(int entries) {
        try {
            return Entries.gzip(Entries.text(0, entries));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a server does, and how the run ends: with a code, or verified when there is none. */
    record Scenario(String name, String extract, Consumer<FaultServer> server, Optional<ErrorCode> code) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Scenario ok(String name, String extract, Consumer<FaultServer> server) {
        return new Scenario(name, extract, server, Optional.empty());
    }

    private static Scenario fails(String name, ErrorCode code, String extract, Consumer<FaultServer> server) {
        return new Scenario(name, extract, server, Optional.of(code));
    }

    private static Consumer<FaultServer> next(HttpFault... faults) {
        return server -> server.next(FILE, faults);
    }

    private static Consumer<FaultServer> always(HttpFault fault) {
        return server -> server.always(FILE, fault);
    }

    private static HttpFault header(String name, String value) {
        return HttpFault.header(name, Optional.of(value));
    }

    private static HttpFault without(String name) {
        return HttpFault.header(name, Optional.empty());
    }

    static Stream<Scenario> scenarios() {
        return Stream.of(bodies(), ranges(), statuses(), redirects(), digests(), metalinks())
                .flatMap(List::stream);
    }

    private static List<Scenario> bodies() {
        var cut = HttpFault.cutAfter(HALF);
        var reset = HttpFault.resetAfter(HALF);
        var stall = HttpFault.stallAfter(HALF);
        HttpFault flood = (request, good) ->
                good.withBody(Arrays.copyOf(WHOLE, WHOLE.length + 9_000)).without("Content-Length");
        HttpFault cutUnseen = (request, good) -> good.without("Content-Length").cutAfter(HALF);
        HttpFault moving = new HttpFault() {
            private final AtomicInteger count = new AtomicInteger();

            @Override
            public Reply answer(dev.tributary.etl.testkit.http.Received request, Reply good) {
                return Reply.of(200, WHOLE)
                        .with("ETag", "\"" + count.incrementAndGet() + "\"")
                        .cutAfter(HALF + count.get());
            }
        };
        return List.of(
                ok("good", CHECKED, s -> {}),
                ok("good, nothing published", URLS, s -> {}),
                ok("cut once", CHECKED, next(cut)),
                ok(
                        "cut four times, farther each time",
                        URLS,
                        next(
                                HttpFault.cutAfter(100),
                                HttpFault.cutAfter(200),
                                HttpFault.cutAfter(300),
                                HttpFault.cutAfter(400))),
                fails(
                        "cut at the same place always",
                        StandardError.SOURCE_UNAVAILABLE,
                        CHECKED,
                        always((request, good) -> request.from() > 0 ? good.cutAfter(0) : good.cutAfter(HALF))),
                ok("reset", URLS, next(reset)),
                ok("stalled in the body", CHECKED, next(stall)),
                ok("stalled before the body", CHECKED, next(HttpFault.stallAfter(0))),
                fails("stalled always", StandardError.SOURCE_STALLED, CHECKED, always(HttpFault.stallAfter(10))),
                ok("cut without announced length", CHECKED, next(cutUnseen)),
                fails("shorter than announced nowhere", StandardError.CHECKSUM_MISMATCH, CHECKED, always(cutUnseen)),
                ok(
                        "announces more than it has",
                        CHECKED,
                        always(header("Content-Length", Integer.toString(WHOLE.length + 10)))),
                fails(
                        "announces less than it has",
                        StandardError.CHECKSUM_MISMATCH,
                        CHECKED,
                        always(header("Content-Length", Integer.toString(HALF)))),
                fails("longer than published", StandardError.CHECKSUM_MISMATCH, LINKED, s -> s.file(
                                METALINK, metalink(WHOLE.length, SHA256))
                        .always(FILE, flood)),
                ok("damaged once", CHECKED, next(HttpFault.damaged(OTHER))),
                fails("damaged always", StandardError.CHECKSUM_MISMATCH, CHECKED, s -> s.file(FILE, OTHER)),
                ok("changed after a cut, and the new one is published", CHECKED, s -> s.file(FILE, OTHER)
                        .next(FILE, (request, good) -> {
                            s.file(FILE, WHOLE);
                            return good.cutAfter(HALF);
                        })),
                fails(
                        "changed after a cut, and the old one is published",
                        StandardError.CHECKSUM_MISMATCH,
                        CHECKED,
                        next(
                                (request, good) -> good.cutAfter(HALF),
                                HttpFault.damaged(OTHER),
                                HttpFault.damaged(OTHER),
                                HttpFault.damaged(OTHER))),
                fails("another one with every request", StandardError.SOURCE_CHANGED, URLS, always(moving)),
                fails("a page", StandardError.RESPONSE_UNEXPECTED, URLS, always(HttpFault.reply(Reply.page("Sorry")))),
                fails(
                        "a page that says it is a file",
                        StandardError.RESPONSE_UNEXPECTED,
                        URLS,
                        always(HttpFault.reply(Reply.page("Log in").with("Content-Type", "application/octet-stream")))),
                fails(
                        "a page by its type alone",
                        StandardError.RESPONSE_UNEXPECTED,
                        URLS,
                        always(HttpFault.reply(Reply.of(200, "Sorry".getBytes(StandardCharsets.UTF_8))
                                .with("Content-Type", "text/html; charset=utf-8")))),
                ok("nothing, once", CHECKED, next(HttpFault.reply(Reply.raw(new byte[0])))),
                fails(
                        "no HTTP",
                        StandardError.SOURCE_UNAVAILABLE,
                        CHECKED,
                        always(HttpFault.reply(Reply.raw("hello\r\n\r\n".getBytes(StandardCharsets.UTF_8))))));
    }

    private static List<Scenario> ranges() {
        var cut = HttpFault.cutAfter(HALF);
        HttpFault ignored = HttpFault.reply(Reply.of(200, WHOLE).with("ETag", "\"e\""));
        HttpFault elsewhere = (request, good) -> good.withBody(Arrays.copyOfRange(WHOLE, 5, WHOLE.length))
                .with("Content-Range", "bytes 5-" + (WHOLE.length - 1) + "/" + WHOLE.length);
        HttpFault lessThanAsked = (request, good) -> {
            int from = (int) request.from();
            int to = Math.min(from + 50, WHOLE.length);
            return Reply.of(206, Arrays.copyOfRange(WHOLE, from, to))
                    .with("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + WHOLE.length)
                    .with("ETag", HostedFile.of(WHOLE).etag().orElseThrow());
        };
        return List.of(
                ok("the range is ignored", URLS, next(cut, ignored)),
                ok("another range than asked", URLS, next(cut, elsewhere)),
                ok("a range that makes no sense", URLS, next(cut, header("Content-Range", "bytes x-y/z"))),
                ok("no Content-Range", URLS, next(cut, without("Content-Range"))),
                ok("a part of another entity", URLS, next(cut, othersPart("\"other\""))),
                ok("a part without its entity", URLS, next(cut, othersPart(""))),
                ok("less than asked", URLS, next(cut, lessThanAsked)),
                ok("no ETag: from the start again", URLS, s -> s.file(
                                FILE, HostedFile.of(WHOLE).withEtag(Optional.empty()))
                        .next(FILE, cut)),
                ok("a weak ETag: from the start again", URLS, s -> s.file(
                                FILE, HostedFile.of(WHOLE).withEtag(Optional.of("W/\"1\"")))
                        .next(FILE, cut)),
                ok("416: asked anew", URLS, next(cut, HttpFault.status(416))),
                ok(
                        "416 because all is there",
                        URLS,
                        next(header("Content-Length", Integer.toString(WHOLE.length + 10)))),
                fails(
                        "a part that nobody asked for",
                        StandardError.RESPONSE_UNEXPECTED,
                        CHECKED,
                        always(HttpFault.reply(Reply.of(206, WHOLE)))));
    }

    /** What a server sends that does not look at If-Range: the rest of what it has now. */
    private static HttpFault othersPart(String etag) {
        return (request, good) -> {
            int from = (int) request.from();
            var part = Reply.of(206, Arrays.copyOfRange(OTHER, from, OTHER.length))
                    .with("Content-Range", "bytes " + from + "-" + (OTHER.length - 1) + "/" + OTHER.length);
            return etag.isEmpty() ? part : part.with("ETag", etag);
        };
    }

    private static List<Scenario> statuses() {
        var seconds = HttpFault.reply(Reply.status(503).with("Retry-After", "7"));
        var dated = HttpFault.reply(Reply.status(429)
                .with("Date", "Sun, 06 Nov 1994 08:49:37 GMT")
                .with("Retry-After", "Sun, 06 Nov 1994 08:50:37 GMT"));
        return List.of(
                fails("404", StandardError.SOURCE_MISSING, CHECKED, always(HttpFault.status(404))),
                fails("403", StandardError.SOURCE_REFUSED, CHECKED, always(HttpFault.status(403))),
                fails("401", StandardError.SOURCE_REFUSED, CHECKED, always(HttpFault.status(401))),
                ok("500 once", CHECKED, next(HttpFault.status(500))),
                ok("503 with Retry-After", CHECKED, next(seconds)),
                ok("429 with a date", CHECKED, next(dated)),
                fails("503 always", StandardError.SOURCE_UNAVAILABLE, CHECKED, always(HttpFault.status(503))),
                fails(
                        "come again tomorrow",
                        StandardError.SOURCE_UNAVAILABLE,
                        CHECKED,
                        always(HttpFault.reply(Reply.status(503).with("Retry-After", "86400")))),
                fails(
                        "204",
                        StandardError.RESPONSE_UNEXPECTED,
                        CHECKED,
                        always(HttpFault.reply(Reply.of(204, new byte[0]).without("Content-Length")))),
                ok("a mirror has what the first has not", CHECKED + ", mirrors: ['{server}/mirror']", s -> s.remove(
                                FILE)
                        .file("/mirror/entries.dat.gz", WHOLE)),
                ok(
                        "the first breaks off, and a mirror goes on",
                        CHECKED + ", mirrors: ['{server}/mirror/']",
                        s -> s.file("/mirror/entries.dat.gz", WHOLE)
                                .next(FILE, HttpFault.cutAfter(HALF))
                                .always(FILE, HttpFault.status(503))));
    }

    private static List<Scenario> redirects() {
        return List.of(
                ok("a redirect", CHECKED, s -> s.file("/moved", WHOLE)
                        .always(FILE, HttpFault.reply(Reply.redirect(302, "/moved")))),
                fails(
                        "a redirect to itself",
                        StandardError.RESPONSE_UNEXPECTED,
                        CHECKED,
                        always(HttpFault.reply(Reply.redirect(301, FILE)))),
                fails(
                        "redirects without end",
                        StandardError.RESPONSE_UNEXPECTED,
                        CHECKED,
                        always((request, good) -> good).andThen(s -> {
                            s.always(FILE, HttpFault.reply(Reply.redirect(302, "/1")));
                            for (int i = 1; i < 9; i++) {
                                s.always("/" + i, HttpFault.reply(Reply.redirect(307, "/" + (i + 1))));
                            }
                        })),
                fails(
                        "a redirect to nowhere",
                        StandardError.RESPONSE_UNEXPECTED,
                        CHECKED,
                        always(HttpFault.status(302))),
                fails(
                        "a redirect to a file",
                        StandardError.ADDRESS_REFUSED,
                        CHECKED,
                        always(HttpFault.reply(Reply.redirect(302, "file:///etc/hostname")))),
                fails(
                        "a redirect to ftp",
                        StandardError.ADDRESS_REFUSED,
                        CHECKED,
                        always(HttpFault.reply(Reply.redirect(302, "ftp://ftp.example.org/x")))));
    }

    private static List<Scenario> digests() {
        var md5 = Digest.md5(WHOLE);
        var wrong = Digest.md5(OTHER);
        return List.of(
                ok("a digest beside the file", URLS, s -> s.file(FILE + ".md5", md5 + "  entries.dat.gz\n")),
                ok("a bare digest beside the file", URLS, s -> s.file(FILE + ".sha256", SHA256 + "\r\n")),
                fails(
                        "a wrong digest beside the file",
                        StandardError.CHECKSUM_MISMATCH,
                        URLS,
                        s -> s.file(FILE + ".md5", wrong + "  entries.dat.gz\n")),
                ok("a page where a digest might be", URLS, s -> s.always(
                                FILE + ".md5", HttpFault.reply(Reply.page("Not found")))
                        .always(FILE + ".sha256", HttpFault.reply(Reply.page("Not found")))),
                ok(
                        "a list",
                        LISTED,
                        s -> s.file("/pub/md5sums.txt", wrong + "  other\n" + md5 + "  ./entries.dat.gz\n")),
                ok("a BSD list", LISTED, s -> s.file("/pub/md5sums.txt", "MD5 (entries.dat.gz) = " + md5 + "\n")),
                fails(
                        "a list without the file",
                        StandardError.CHECKSUM_LIST_INVALID,
                        LISTED,
                        s -> s.file("/pub/md5sums.txt", md5 + "  other.gz\n")),
                fails(
                        "a list that is a page",
                        StandardError.CHECKSUM_LIST_INVALID,
                        LISTED,
                        s -> s.always("/pub/md5sums.txt", HttpFault.reply(Reply.page("Sorry")))),
                fails("no list", StandardError.SOURCE_MISSING, LISTED, s -> {}),
                fails(
                        "a list that lists it twice",
                        StandardError.CHECKSUM_LIST_INVALID,
                        LISTED,
                        s -> s.file("/pub/md5sums.txt", md5 + "  entries.dat.gz\n" + wrong + "  entries.dat.gz\n")));
    }

    private static List<Scenario> metalinks() {
        var good = metalink(WHOLE.length, SHA256);
        return List.of(
                ok("a metalink", LINKED, s -> s.file(METALINK, good)),
                ok(
                        "a metalink of version 4",
                        LINKED,
                        s -> s.file(
                                METALINK,
                                "<metalink xmlns='urn:ietf:params:xml:ns:metalink'><file name='entries.dat.gz'><size>"
                                        + WHOLE.length + "</size><hash type='sha-256'>" + SHA256
                                        + "</hash><url priority='1'>" + s.url(FILE) + "</url></file></metalink>")),
                fails(
                        "a metalink without a digest",
                        StandardError.CHECKSUM_MISSING,
                        LINKED,
                        s -> s.file(METALINK, good.replace("<hash", "<x").replace("</hash", "</x"))),
                fails(
                        "a metalink with another size",
                        StandardError.CHECKSUM_MISMATCH,
                        LINKED,
                        s -> s.file(METALINK, metalink(WHOLE.length - 5, SHA256))),
                fails(
                        "a metalink with another digest",
                        StandardError.CHECKSUM_MISMATCH,
                        LINKED,
                        s -> s.file(METALINK, metalink(WHOLE.length, Digest.sha256(OTHER)))),
                fails(
                        "a metalink that disagrees with the dataset",
                        StandardError.CHECKSUM_LIST_INVALID,
                        LINKED + ", checksums: { entries.dat.gz: 'sha256:" + Digest.sha256(OTHER) + "' }",
                        s -> s.file(METALINK, good)),
                fails(
                        "a metalink without the file",
                        StandardError.METALINK_INVALID,
                        LINKED,
                        s -> s.file(METALINK, good.replace("entries.dat.gz", "other.gz"))),
                fails(
                        "a metalink that is a page",
                        StandardError.METALINK_INVALID,
                        LINKED,
                        s -> s.always(METALINK, HttpFault.reply(Reply.page("Sorry")))),
                fails(
                        "a metalink with a document type",
                        StandardError.METALINK_INVALID,
                        LINKED,
                        s -> s.file(
                                METALINK, "<!DOCTYPE metalink [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + good)),
                fails(
                        "a metalink that is cut",
                        StandardError.METALINK_INVALID,
                        LINKED,
                        s -> s.file(METALINK, good.substring(0, good.length() - 20))),
                fails("no metalink", StandardError.SOURCE_MISSING, LINKED, s -> {}));
    }

    /** As UniProt's: version 3, and every place is ftp. */
    static String metalink(int size, String sha256) {
        return "<metalink xmlns='http://www.metalinker.org/' version='3.0'><version>2024_01</version><files><file name='entries.dat.gz'><size>"
                + size + "</size><verification><hash type='sha256'>" + sha256
                + "</hash></verification><resources><url type='ftp' preference='100'>ftp://127.0.0.1:9/entries.dat.gz</url>"
                + "</resources></file></files></metalink>";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void endsVerifiedOrWithItsCode(Scenario scenario) throws IOException, InterruptedException, SQLException {
        server.file(FILE, WHOLE);
        scenario.server().accept(server);
        var report = assertTimeoutPreemptively(LONGEST, () -> run(scenario.extract()));
        if (scenario.code().isPresent()) {
            assertThat(report.failure()
                            .orElseThrow(() -> new AssertionError(report))
                            .code())
                    .as("%s", report.failure())
                    .isEqualTo(scenario.code().get());
            assertNothingWasParsed(report);
        } else {
            assertThat(report.status()).as("%s", report.failure()).isEqualTo(RunStatus.COMPLETED);
            assertThat(report.records().loaded()).isEqualTo(ENTRIES);
            assertThat(report.files().get(0).sha256()).isEqualTo(SHA256);
        }
    }

    private RunReport run(String extract) throws IOException, InterruptedException {
        var http = "extract: { plugin: http, " + extract.replace("{server}", origin()) + " }\n";
        return bench.run(
                bench.yaml(Bench.HEAD + http + "load: [" + Bench.JSONL + "]\n"),
                builder -> builder.allowPrivateAddresses()
                        .slowest(new DataSize(1), Duration.ofMillis(400))
                        .pauses(pauses::add));
    }

    private String origin() {
        var url = server.url("/").toString();
        return url.substring(0, url.length() - 1);
    }

    private void assertNothingWasParsed(RunReport report) throws IOException, SQLException {
        assertThat(report.status()).isEqualTo(RunStatus.FAILED);
        assertThat(bench.home().number("SELECT count(*) FROM ingestion_work_units"))
                .isZero();
        assertThat(bench.visible()).isEmpty();
        try (var paths = Files.walk(bench.home().path())) {
            assertThat(paths.filter(Files::isRegularFile).map(Path::toString))
                    .noneMatch(p -> p.contains("/ingest/") && !p.contains("/.incoming/"));
        }
    }
}
