package dev.tributary.etl.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.RunRequest;
import dev.tributary.etl.core.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every dataset file that ships is valid and runs to its end, twice. A file that needs the network does not belong beside the samples. */
class ShippedDatasetsTest {
    @TempDir
    Path home;

    static List<Path> datasets() throws IOException {
        return datasets(Path.of(System.getProperty("etl.root"), "examples", "datasets"));
    }

    static List<Path> networkDatasets() throws IOException {
        return datasets(Path.of(System.getProperty("etl.root"), "examples", "datasets", "network"));
    }

    private static List<Path> datasets(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("networkDatasets")
    void isValidWithoutItsNetwork(Path dataset) {
        try (var etl = Etl.embedded(home)) {
            assertThat(etl.validate(dataset, Map.of()).warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void isValidAndRunsAndPassesItsTests(Path dataset) throws InterruptedException {
        var database = Map.of("SCIENCE_DB", "jdbc:sqlite:" + home.resolve("science.db"));
        try (var etl = Etl.builder().home(home).environment(database).build()) {
            assertThat(etl.validate(dataset, Map.of()).warnings()).isEmpty();
            var report = etl.run(RunRequest.of(dataset));
            assertThat(report.failure()).isEmpty();
            assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(report.records().loaded()).isPositive();
            assertThat(report.output()).isNotEmpty();
            assertThat(etl.run(RunRequest.of(dataset)).status()).isEqualTo(RunStatus.UNCHANGED);
            assertThat(etl.test(RunRequest.of(dataset)).results())
                    .isNotEmpty()
                    .allSatisfy(test -> assertThat(test.differences()).isEmpty());
        }
    }
}
