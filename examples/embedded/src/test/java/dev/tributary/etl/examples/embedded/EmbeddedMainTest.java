package dev.tributary.etl.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunRequest;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.spi.event.EtlEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMainTest {
    private static final Path SAMPLE =
            Path.of(System.getProperty("etl.root"), "examples", "datasets", "uniprot-sample.yaml");

    @TempDir
    Path home;

    @Test
    void theProgramRunsTheSampleAndSaysSo() throws InterruptedException {
        var text = new ByteArrayOutputStream();
        var report = new EmbeddedMain(new PrintStream(text, true, StandardCharsets.UTF_8)).run(SAMPLE, home);
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains("uniprot_sample.dat.gz is what its source published (sha256")
                .contains("uniprot_sample completed: 60 of 60 records loaded, 0 rejected")
                .contains(home.toString());
    }

    @Test
    void anotherRunChangesNothing() throws InterruptedException {
        assertThat(EmbeddedMain.shortest(SAMPLE, home).status()).isEqualTo(RunStatus.COMPLETED);
        var again = EmbeddedMain.shortest(SAMPLE, home);
        assertThat(again.status()).isEqualTo(RunStatus.UNCHANGED);
        assertThat(again.records().loaded()).isEqualTo(60);
    }

    @Test
    void theOutputIsOneJsonLineARecord() throws InterruptedException, IOException {
        var report = EmbeddedMain.shortest(SAMPLE, home);
        var parts = lines(report);
        assertThat(parts).hasSize(60).allSatisfy(line -> assertThat(line).startsWith("{\"record_type\":\"protein\""));
    }

    private List<String> lines(RunReport report) throws IOException {
        var part = home.resolve("output")
                .resolve(report.datasetId())
                .resolve(report.release().orElseThrow());
        return Files.readAllLines(part.resolve("part-00000.ndjson"), StandardCharsets.UTF_8);
    }

    /** The first unit's end holds the run until it was cancelled, so the run cannot be over before. */
    @Test
    void aCancelledRunGoesOnLater() throws InterruptedException, IOException {
        var dataset = inUnitsOfOne();
        var firstUnit = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        try (var etl = Etl.builder()
                .home(home)
                .listener(holdingAt(firstUnit, cancelled))
                .build()) {
            var run = etl.start(RunRequest.of(dataset).withWorkers(1));
            firstUnit.await();
            run.cancel();
            cancelled.countDown();
            assertThat(run.await().status()).isEqualTo(RunStatus.CANCELLED);
        }
        var events = new CopyOnWriteArrayList<EtlEvent>();
        try (var etl = Etl.builder().home(home).listener(events::add).build()) {
            var report = etl.run(RunRequest.of(dataset));
            assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(report.records().loaded()).isEqualTo(60);
        }
        assertThat(events).filteredOn(EtlEvent.UnitCommitted.class::isInstance).hasSizeBetween(1, 59);
    }

    private static dev.tributary.etl.spi.event.EtlListener holdingAt(CountDownLatch reached, CountDownLatch goOn) {
        return event -> {
            if (event instanceof EtlEvent.UnitCommitted) {
                reached.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    private Path inUnitsOfOne() throws IOException {
        var folder = Files.createDirectories(home.resolve("datasets"));
        var text = Files.readString(SAMPLE, StandardCharsets.UTF_8)
                .replace("sample/", SAMPLE.resolveSibling("sample").toAbsolutePath() + "/");
        return Files.writeString(
                folder.resolve("small-units.yaml"), text + "run: { parse_batch: 1 }\n", StandardCharsets.UTF_8);
    }
}
