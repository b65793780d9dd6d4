package dev.tributary.etl.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.metrics.EtlMetrics;
import dev.tributary.etl.spi.error.StandardError;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures of an engine in its host's registry. */
class EngineMetricsTest {
    @TempDir
    Path folder;

    private static double gauge(SimpleMeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private Path dataset(String lines, String run) throws IOException {
        Files.writeString(folder.resolve("lines.txt"), lines, StandardCharsets.UTF_8);
        return Files.writeString(folder.resolve("lines.yaml"), """
                dataset_id: lines
                extract: { plugin: file, paths: [lines.txt] }
                parse: { plugin: test_lines }
                load: [{ plugin: jsonl }]
                run: { %s }
                """.formatted(run), StandardCharsets.UTF_8);
    }

    private EtlBuilder builder() {
        return Etl.builder().home(folder.resolve("home")).plugin(new LinesFactory());
    }

    private static double counter(SimpleMeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    @Test
    void aRealEnginesFiguresAreInTheRegistry() throws IOException, InterruptedException {
        var dataset = dataset("a\n", "");
        var registry = new SimpleMeterRegistry();
        try (var etl = builder().build()) {
            assertThat(etl.run(RunRequest.of(dataset)).status()).isEqualTo(RunStatus.COMPLETED);
            var worker = etl.worker(WorkerRequest.untilStopped());
            EtlMetrics.of(etl.operations()).with(worker).bindTo(registry);

            assertThat(gauge(registry, "etl.ledger.up")).isEqualTo(1);
            assertThat(gauge(registry, "etl.jobs", "status", "completed")).isEqualTo(1);
            assertThat(gauge(registry, "etl.dataset.age", "dataset", "lines")).isBetween(0.0, 600.0);
            assertThat(gauge(registry, "etl.oldest.heartbeat")).isZero();
            assertThat(counter(registry, "etl.worker.units", "type", "parse_batch"))
                    .isZero();
            assertThat(registry.get("etl.worker.parsed")
                            .functionCounter()
                            .getId()
                            .getBaseUnit())
                    .isEqualTo("bytes");
            worker.stopNow();
            worker.await();
        }
    }

    @ParameterizedTest
    @CsvSource({"direct, 2, 0", "staged, 2, 2"})
    void runsThatAHostStartsAreCounted(String mode, int parsed, int stored) throws IOException, InterruptedException {
        var lines = "a\n!bad\nb\nc\n";
        var dataset = dataset(lines, "parse_batch: 2, mode: " + mode);
        var registry = new SimpleMeterRegistry();
        try (var etl = builder().build()) {
            EtlMetrics.of(etl).bindTo(registry);
            assertThat(etl.startDryRun(RunRequest.of(dataset)).await().failure())
                    .isEmpty();
            assertThat(etl.figures()).isEqualTo(new WorkerFigures(0, 0, 0, 0, 0, 0, 0, 0));
            for (int time = 0; time < 2; time++) {
                assertThat(etl.run(RunRequest.of(dataset)).failure()).isEmpty();
                assertThat(counter(registry, "etl.worker.units", "type", "parse_batch"))
                        .isEqualTo(parsed);
                assertThat(counter(registry, "etl.worker.units", "type", "store_batch"))
                        .isEqualTo(stored);
                assertThat(counter(registry, "etl.worker.records", "outcome", "read"))
                        .isEqualTo(4);
                assertThat(counter(registry, "etl.worker.records", "outcome", "loaded"))
                        .isEqualTo(3);
                assertThat(counter(registry, "etl.worker.records", "outcome", "rejected"))
                        .isEqualTo(1);
                assertThat(counter(registry, "etl.worker.parsed")).isEqualTo(lines.length());
            }
            var later = new SimpleMeterRegistry();
            EtlMetrics.of(etl).bindTo(later);
            assertThat(gauge(later, "etl.dataset.age", "dataset", "lines")).isNotNegative();
        }
    }

    @Test
    void whatFailsAndIsTriedAgainIsCounted() throws IOException, InterruptedException {
        var failed = new AtomicBoolean();
        try (var etl = builder()
                .retryDelay(Duration.ofMillis(1))
                .steps(step -> {
                    if (step.equals("unit_commit") && failed.compareAndSet(false, true)) {
                        throw new UncheckedIOException(new IOException("once"));
                    }
                })
                .build()) {
            assertThat(etl.run(RunRequest.of(dataset("a\n", ""))).status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(etl.figures()).isEqualTo(new WorkerFigures(1, 0, 1, 1, 1, 0, 2, 0));
        }
    }

    @Test
    void aRunThatWasOvertakenIsCounted() throws IOException, InterruptedException {
        try (var etl = builder()
                .steps(step -> {
                    if (step.equals("unit_commit.ledger")) {
                        takeUnits("fence = fence + 1");
                    }
                })
                .build()) {
            var report = etl.run(RunRequest.of(dataset("a\n", "")));
            assertThat(report.failure().orElseThrow().code()).isEqualTo(StandardError.LEASE_LOST);
            assertThat(etl.figures().leasesLost()).isEqualTo(1);
            assertThat(etl.figures().unitsParsed()).isZero();
        }
    }

    @Test
    void aUnitThatAnotherTookIsCounted() throws IOException, InterruptedException {
        var taken = new AtomicBoolean();
        try (var etl = builder()
                .steps(step -> {
                    if (step.equals("stage") && taken.compareAndSet(false, true)) {
                        takeUnits("fence = fence + 1, status = 'pending'");
                    }
                })
                .build()) {
            assertThat(etl.run(RunRequest.of(dataset("a\n", "mode: staged"))).status())
                    .isEqualTo(RunStatus.COMPLETED);
            assertThat(etl.figures()).isEqualTo(new WorkerFigures(1, 1, 0, 1, 1, 0, 2, 1));
        }
    }

    private void takeUnits(String change) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("home/ledger.db"));
                var statement = connection.createStatement()) {
            statement.execute("UPDATE ingestion_work_units SET " + change);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Nothing but {@link EtlMetrics} asks for Micrometer. */
    @Test
    void aHostWithoutMicrometerRunsDatasets() throws IOException, InterruptedException {
        var known = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var without = Stream.of(known.split(File.pathSeparator))
                .filter(entry -> !entry.contains("micrometer"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(without).isNotEqualTo(known);
        var out = folder.resolve("host.out");
        var host = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        without,
                        Host.class.getName(),
                        folder.resolve("home").toString(),
                        dataset("a\n", "").toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(host.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            host.destroyForcibly();
        }
        assertThat(out).content().endsWith("none, completed, 1" + System.lineSeparator());
    }

    /** What a host program does. */
    static final class Host {
        private Host() {}

        public static void main(String[] arguments) throws InterruptedException {
            try (var etl = Etl.builder()
                    .home(Path.of(arguments[0]))
                    .plugin(new LinesFactory())
                    .build()) {
                var report = etl.run(RunRequest.of(Path.of(arguments[1])));
                System.out.println(micrometer() + ", " + report.status().word() + ", "
                        + etl.figures().recordsLoaded());
            }
        }

        private static String micrometer() {
            try {
                return Class.forName("io.micrometer.core.instrument.MeterRegistry")
                        .getName();
            } catch (ClassNotFoundException e) {
                return "none";
            }
        }
    }
}
