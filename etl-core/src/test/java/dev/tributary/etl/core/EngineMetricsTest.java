package dev.tributary.etl.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.metrics.EtlMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of an engine in its host's registry. */
class EngineMetricsTest {
    @TempDir
    Path folder;

    private static double gauge(SimpleMeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    @Test
    void aRealEnginesFiguresAreInTheRegistry() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("lines.txt"), "a\n", StandardCharsets.UTF_8);
        var dataset = Files.writeString(folder.resolve("lines.yaml"), """
                dataset_id: lines
                extract: { plugin: file, paths: [lines.txt] }
                parse: { plugin: test_lines }
                load: [{ plugin: jsonl }]
                """, StandardCharsets.UTF_8);
        var registry = new SimpleMeterRegistry();
        try (var etl = Etl.builder()
                .home(folder.resolve("home"))
                .plugin(new LinesFactory())
                .build()) {
            assertThat(etl.run(RunRequest.of(dataset)).status()).isEqualTo(RunStatus.COMPLETED);
            var worker = etl.worker(WorkerRequest.untilStopped());
            EtlMetrics.of(etl.operations()).with(worker).bindTo(registry);

            assertThat(gauge(registry, "etl.ledger.up")).isEqualTo(1);
            assertThat(gauge(registry, "etl.jobs", "status", "completed")).isEqualTo(1);
            assertThat(gauge(registry, "etl.dataset.age", "dataset", "lines")).isBetween(0.0, 600.0);
            assertThat(gauge(registry, "etl.oldest.heartbeat")).isZero();
            assertThat(registry.get("etl.worker.units")
                            .tag("type", "parse_batch")
                            .functionCounter()
                            .count())
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
}
