package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes of one home at the same time, and signals to them as a scheduler or a keyboard sends them. */
@Timeout(300)
class SignalsTest {
    private static final int COPIES = 400;
    private static final String SAMPLE = "uniprot_sample.dat.gz";

    @TempDir
    Path folder = Path.of("");

    private final List<Process> children = new ArrayList<>();

    @AfterEach
    void endAll() {
        children.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aSignalDrainsAndTheNextRunGoesOn(String signal, int code) throws Exception {
        writeLongDataset();
        Process run = etl("run", "long_one", "--json");
        while (!isLoading() && !run.waitFor(20, TimeUnit.MILLISECONDS)) {
            assertThat(run.isAlive()).isTrue();
        }
        send(run, signal);
        assertThat(exitCode(run)).isEqualTo(code);
        assertThat(output()).startsWith("{").contains("\"status\":\"interrupted\"");
        assertThat(folder.resolve("err.txt")).content().containsPattern("units? kept; run again to go on");
        assertThat(claimed()).isZero();
        assertThat(exitCode(etl("run", "long_one", "--json"))).isZero();
        assertThat(output()).contains("\"status\":\"completed\"", "\"read\":" + 60 * COPIES);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aWorkerEndsWithItsSignal(String signal, int code) throws Exception {
        Process worker = etl("worker", "--http", "0", "--json");
        while (!Files.exists(folder.resolve("err.txt"))
                || !Files.readString(folder.resolve("err.txt")).contains("listening at")) {
            assertThat(worker.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
        }
        send(worker, signal);
        assertThat(exitCode(worker)).isEqualTo(code);
        assertThat(output()).startsWith("{\"units_parsed\":0,");
    }

    /** What never ends by itself is stopped when the time for draining is over. */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aDrainHasItsTime(String signal, int code) throws Exception {
        try (SlowServer server = new SlowServer()) {
            server.dataset("run: { shutdown: 1s }");
            Process run = etl("run", "slow_one", "--allow-private-addresses", "--json");
            server.awaitQuestion(run);
            send(run, signal);
            assertThat(exitCode(run)).isEqualTo(code);
            assertThat(output()).contains("\"status\":\"interrupted\"");
            server.answer().countDown();
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aSecondSignalEndsTheProcessAtOnce(String signal, int code) throws Exception {
        try (SlowServer server = new SlowServer()) {
            server.dataset("run: { shutdown: 1h }");
            Process run = etl("run", "slow_one", "--allow-private-addresses", "--json");
            server.awaitQuestion(run);
            send(run, signal);
            assertThat(run.waitFor(2, TimeUnit.SECONDS))
                    .as("ended by one signal")
                    .isFalse();
            send(run, signal);
            assertThat(exitCode(run)).isEqualTo(code);
            assertThat(output()).as("nothing is said any more").isEmpty();
            server.answer().countDown();
            assertThat(exitCode(etl("run", "slow_one", "--allow-private-addresses", "--json")))
                    .isZero();
        }
    }

    @Test
    void aSecondProcessEndsAtOnceAndDisturbsNothing() throws Exception {
        try (SlowServer server = new SlowServer()) {
            server.dataset("");
            Process first = etl("run", "slow_one", "--allow-private-addresses", "--json");
            server.awaitQuestion(first);
            Process second = start("second", "run", "slow_one", "--allow-private-addresses", "--json");
            assertThat(exitCode(second)).isEqualTo(ExitCode.LOCKED);
            assertThat(folder.resolve("second.txt")).content().startsWith("{").contains("\"code\":\"E5003\"");
            assertThat(folder.resolve("second-err.txt")).content().contains("another run of it is at work");
            server.answer().countDown();
            assertThat(exitCode(first)).isZero();
            assertThat(output()).contains("\"status\":\"completed\"");
        }
    }

    /** {@link Process#destroy} is SIGTERM; any other signal the child sends to itself. */
    private static void send(Process child, String signal) throws IOException {
        if (signal.equals("TERM")) {
            child.destroy();
            return;
        }
        OutputStream wire = child.getOutputStream();
        wire.write((signal + "\n").getBytes(StandardCharsets.US_ASCII));
        wire.flush();
    }

    private Process etl(String... arguments) throws IOException {
        return start("out", arguments);
    }

    /** A child whose standard output goes to {@code NAME.txt}. */
    private Process start(String name, String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.concat(
                        Stream.of(
                                java,
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SignalledMain.class.getName()),
                        Stream.of(arguments))
                .toList();
        String errors = name.equals("out") ? "err.txt" : name + "-err.txt";
        Process child = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve(name + ".txt").toFile())
                .redirectError(folder.resolve(errors).toFile())
                .start();
        children.add(child);
        return child;
    }

    private static int exitCode(Process child) throws InterruptedException {
        assertThat(child.waitFor(60, TimeUnit.SECONDS))
                .as("ended within a minute")
                .isTrue();
        return child.exitValue();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("out.txt"));
    }

    private long claimed() throws SQLException {
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(".etl/ledger.db"));
                Statement question = ledger.createStatement();
                ResultSet row =
                        question.executeQuery("SELECT count(*) FROM ingestion_work_units WHERE status = 'claimed'")) {
            return row.getLong(1);
        }
    }

    /** Whether records are at the loader: its folder is there. */
    private boolean isLoading() {
        return Files.isDirectory(folder.resolve(".etl/output/long_one"));
    }

    private void writeLongDataset() throws IOException {
        byte[] sample;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(CommandRunner.SAMPLES.resolve(SAMPLE)))) {
            sample = in.readAllBytes();
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve("long.dat"))) {
            for (int i = 0; i < COPIES; i++) {
                out.write(sample);
            }
        }
        Path file = new CommandRunner(folder).dataset("long_one");
        Files.writeString(file, Files.readString(file).replaceFirst("paths: \\[.*\\]", "paths: [../../long.dat]"));
    }

    /** A web server that answers when the test lets it: until then a run is at work for as long as a test needs it to be. */
    private final class SlowServer implements AutoCloseable {
        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answer = new CountDownLatch(1);

        SlowServer() throws IOException {
            byte[] sample = Files.readAllBytes(CommandRunner.SAMPLES.resolve(SAMPLE));
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/", exchange -> {
                asked.countDown();
                boolean known = exchange.getRequestURI().getPath().endsWith(SAMPLE);
                if (await()) {
                    exchange.sendResponseHeaders(known ? 200 : 404, known ? sample.length : -1);
                }
                if (known && exchange.getRequestMethod().equals("GET")) {
                    exchange.getResponseBody().write(sample);
                }
                exchange.close();
            });
            server.start();
        }

        private boolean await() {
            try {
                answer.await();
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** Returns when the child is at work: it asked for its file. */
        void awaitQuestion(Process child) throws InterruptedException {
            while (!asked.await(50, TimeUnit.MILLISECONDS)) {
                assertThat(child.isAlive()).isTrue();
            }
        }

        CountDownLatch answer() {
            return answer;
        }

        void dataset(String more) throws IOException {
            Path file = new CommandRunner(folder).dataset("slow_one", more);
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + SAMPLE;
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replaceFirst(
                                    "extract: .*",
                                    "extract: { plugin: http, urls: ['" + url + "'], checksums: none, timeout: 5m }"));
        }

        @Override
        public void close() {
            answer.countDown();
            server.stop(0);
        }
    }
}
