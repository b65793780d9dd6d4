package dev.tributary.etl.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.RunStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class SpringMainTest {
    private static final Path SAMPLE =
            Path.of(System.getProperty("etl.root"), "examples", "datasets", "uniprot-sample.yaml");

    @TempDir
    Path folder;

    private ConfigurableApplicationContext start(Path datasets) {
        return SpringApplication.run(
                SpringMain.class,
                "--spring.datasource.url=jdbc:sqlite:" + folder.resolve("app.db"),
                "--etl.home=" + folder.resolve("home"),
                "--etl.datasets=" + datasets);
    }

    @Test
    void theApplicationRunsItsDatasetsAtItsStartAndLaterOnes() throws InterruptedException, SQLException {
        try (var application = start(SAMPLE)) {
            assertThat(rows(application)).isEqualTo(60);
            var again = application.getBean(DatasetRuns.class).run(SAMPLE);
            assertThat(again.status()).isEqualTo(RunStatus.UNCHANGED);
            assertThat(SpringApplication.exit(application)).isZero();
        }
    }

    @Test
    void aDatasetThatFailsIsAnExitCode() throws IOException {
        var broken = Files.writeString(folder.resolve("broken.yaml"), """
                dataset_id: broken
                extract: { plugin: file, paths: [none.dat] }
                parse: { plugin: uniprot_flat }
                load: [{ plugin: jsonl }]
                """, StandardCharsets.UTF_8);
        try (var application = start(broken)) {
            assertThat(SpringApplication.exit(application)).isEqualTo(1);
        }
    }

    private static long rows(ConfigurableApplicationContext application) throws SQLException {
        try (var connection = application.getBean(DataSource.class).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM ingestion_staged_records")) {
            return rows.getLong(1);
        }
    }
}
