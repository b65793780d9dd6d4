package dev.tributary.etl.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.etl.spi.event.Notifier;
import dev.tributary.etl.spi.event.Notifier.Notification;
import dev.tributary.etl.spi.plugin.Option;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever shall hear of a release hears of it: at least once, never before it is published, under one id. */
class NotificationsTest {
    private static final String TWO = "notify: [{ plugin: heard, name: first }, { plugin: heard, name: second }]\n";

    @TempDir
    Path folder;

    private final Map<String, List<Notification>> heard = new TreeMap<>();
    private final Map<String, Integer> failing = new TreeMap<>();
    private boolean publishedBefore = true;

    @BeforeEach
    void source() throws IOException {
        source("a\nb\n");
    }

    private void source(String lines) throws IOException {
        Files.writeString(folder.resolve("lines.txt"), lines, StandardCharsets.UTF_8);
    }

    private RunReport run(String notify, UnaryOperator<EtlBuilder> settings) throws IOException, InterruptedException {
        var dataset = Files.writeString(folder.resolve("lines.yaml"), """
                dataset_id: lines
                extract: { plugin: file, paths: [lines.txt] }
                parse: { plugin: test_lines }
                load: [{ plugin: jsonl }]
                """ + notify, StandardCharsets.UTF_8);
        var builder = Etl.builder()
                .home(folder.resolve("home"))
                .plugin(new LinesFactory())
                .plugin(new HeardFactory())
                .retryDelay(Duration.ofMillis(1));
        try (var etl = settings.apply(builder).build()) {
            return etl.run(RunRequest.of(dataset));
        }
    }

    private RunReport run(String notify) throws IOException, InterruptedException {
        return run(notify, b -> b);
    }

    @Test
    void eachNotifierHearsOfEachReleaseOnceItIsPublished() throws IOException, InterruptedException {
        assertThat(run(TWO).notes()).isEmpty();
        source("a\nb\nc\n");
        run(TWO);

        for (var name : List.of("first", "second")) {
            assertThat(heard.get(name)).extracting(Notification::id).containsExactly("lines/1", "lines/2");
            var told = heard.getOrDefault(name, List.of()).get(0);
            assertThat(told.dataset()).isEqualTo("lines");
            assertThat(told.version()).startsWith("sha256-");
            assertThat(told.subject()).isEqualTo("release_published:lines");
            assertThat(told.attributes())
                    .isEqualTo(Map.of("dataset", "lines", "version", told.version(), "commit", "1"));
        }
        assertThat(publishedBefore).isTrue();
    }

    @Test
    void aRunThatChangesNothingTellsNothing() throws IOException, InterruptedException {
        run(TWO);
        assertThat(run(TWO).status()).isEqualTo(RunStatus.UNCHANGED);

        assertThat(heard.get("first")).hasSize(1);
    }

    @Test
    void whatPassesIsTriedAgainWithinTheRun() throws IOException, InterruptedException {
        failing.put("first", 2);

        assertThat(run(TWO).notes()).isEmpty();
        assertThat(heard.get("first")).extracting(Notification::id).containsExactly("lines/1");
    }

    @Test
    void whoCannotBeToldIsToldByTheNextRunAndKeepsNobodyElseWaiting() throws IOException, InterruptedException {
        failing.put("first", 3);

        var report = run(TWO);
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.notes())
                .singleElement()
                .asString()
                .contains("notify[0] was not told of release sha256-", "the next run tries again", "out of order");
        assertThat(heard.get("second")).hasSize(1);

        assertThat(run(TWO).notes()).isEmpty();
        assertThat(heard.get("first")).extracting(Notification::id).containsExactly("lines/1");
        assertThat(heard.get("second")).hasSize(1);
    }

    @Test
    void aNotifierThatCannotBeMadeFailsNoRunAndIsToldLater() throws IOException, InterruptedException {
        failing.put("unmade first", 1);

        var report = run(TWO);
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.notes()).singleElement().asString().contains("notify[0] was not told", "no such broker");
        assertThat(heard.get("second")).hasSize(1);

        assertThat(run(TWO).notes()).isEmpty();
        assertThat(heard.get("first")).extracting(Notification::id).containsExactly("lines/1");
    }

    @Test
    void aRunThatDiesBetweenItsEndAndTheMessageIsMadeUpForByTheNext() throws IOException, InterruptedException {
        run(TWO, b -> b.steps(dieAt("publish.notify")));
        assertThat(heard).isEmpty();

        assertThat(run(TWO).status()).isEqualTo(RunStatus.UNCHANGED);
        assertThat(heard.get("first")).extracting(Notification::id).containsExactly("lines/1");
    }

    @Test
    void aRunThatDiesBeforeItsReleaseTellsNothing() throws IOException, InterruptedException {
        run(TWO, b -> b.steps(dieAt("publish.commit")));

        assertThat(heard).isEmpty();
    }

    @Test
    void whoIsAddedLaterHearsOfLaterReleases() throws IOException, InterruptedException {
        run("");
        assertThat(run(TWO).status()).isEqualTo(RunStatus.UNCHANGED);
        assertThat(heard).isEmpty();
    }

    /** In the tests' own JVM: an Error that no stage throws ends the run where a kill would. */
    private static Consumer<String> dieAt(String step) {
        return reached -> {
            if (reached.equals(step)) {
                throw new OutOfMemoryError("a test stops the run here");
            }
        };
    }

    @Test
    void aWebhookGetsJson() throws IOException, InterruptedException {
        List<String> bodies = new ArrayList<>();
        try (var server = new Receiver(exchange -> {
            bodies.add(exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                    + exchange.getRequestHeaders().getFirst("X-Token") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            return bodies.size() == 1 ? 503 : 204;
        })) {
            var report = run(server.dataset(), EtlBuilder::allowPrivateAddresses);

            assertThat(report.notes()).isEmpty();
            var version = report.release().orElseThrow();
            assertThat(bodies)
                    .hasSize(2)
                    .allMatch(body ->
                            body.equals("lines/1 s3cret {\"id\":\"lines/1\",\"dataset\":\"lines\",\"version\":\""
                                    + version
                                    + "\",\"subject\":\"release_published:lines\",\"attributes\":{\"commit\":\"1\",\"dataset\":\"lines\",\"version\":\""
                                    + version + "\"}}"));
        }
    }

    @Test
    void aWebhookThatRefusesIsNamedWithoutItsSecrets() throws IOException, InterruptedException {
        try (var server = new Receiver(exchange -> 403)) {
            var report = run(server.dataset(), EtlBuilder::allowPrivateAddresses);

            assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(report.notes())
                    .singleElement()
                    .asString()
                    .contains("webhook at http://127.0.0.1:", "the server answers 403", "headers")
                    .doesNotContain("hook-path", "s3cret");
        }
    }

    @Test
    void aWebhookOfAPrivateAddressIsRefusedUnlessTheHostAllowsIt() throws IOException, InterruptedException {
        List<String> asked = new ArrayList<>();
        try (var server = new Receiver(exchange -> {
            asked.add("yes");
            return 200;
        })) {
            assertThat(run(server.dataset()).notes())
                    .singleElement()
                    .asString()
                    .contains("ADDRESS_REFUSED")
                    .doesNotContain("hook-path");
            assertThat(asked).isEmpty();
        }
    }

    /** A web server that answers what a test says. */
    private static final class Receiver implements AutoCloseable {
        private final HttpServer server;

        interface Answer {
            int to(HttpExchange exchange) throws IOException;
        }

        Receiver(Answer answer) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    exchange.sendResponseHeaders(answer.to(exchange), -1);
                }
            });
            server.start();
        }

        String dataset() {
            return "notify: [{ plugin: webhook, url: 'http://127.0.0.1:"
                    + server.getAddress().getPort() + "/hook-path', headers: { X-Token: s3cret } }]\n";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    /** Options of the notifier below. */
    record HeardOptions(@Option("Who hears.") String name) {}

    /** A notifier that writes down what it hears, or is out of order for some calls. */
    private final class HeardFactory implements PluginFactory<Notifier, HeardOptions> {
        @Override
        public Class<Notifier> kind() {
            return Notifier.class;
        }

        @Override
        public String name() {
            return "heard";
        }

        @Override
        public int apiLevel() {
            return API_LEVEL;
        }

        @Override
        public int revision() {
            return 1;
        }

        @Override
        public Class<HeardOptions> optionsType() {
            return HeardOptions.class;
        }

        @Override
        public Notifier create(HeardOptions options, PluginContext context) {
            if (failing.merge("unmade " + options.name(), -1, Integer::sum) >= 0) {
                throw new IllegalStateException("no such broker");
            }
            return new Notifier() {
                @Override
                public void deliver(Notification notification) throws IOException {
                    publishedBefore &= Files.exists(folder.resolve("home/releases/lines/latest.json"));
                    if (failing.merge(options.name(), -1, Integer::sum) >= 0) {
                        throw new IOException("out of order");
                    }
                    heard.computeIfAbsent(options.name(), n -> new ArrayList<>())
                            .add(notification);
                }

                @Override
                public String toString() {
                    return "heard " + options.name();
                }
            };
        }
    }
}
