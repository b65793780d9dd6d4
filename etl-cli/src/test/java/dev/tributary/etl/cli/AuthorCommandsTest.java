package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tributary.etl.cli.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What helps somebody who writes a dataset file. */
class AuthorCommandsTest {
    private static final Path SHIPPED = Path.of(System.getProperty("etl.root", ".."), "examples", "datasets");

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyShippedDatasetPassesTheSchema() throws IOException {
        Schema schema = schema(new CommandRunner(folder).run("schema").out());
        try (Stream<Path> files = Files.list(SHIPPED)) {
            assertThat(files.filter(f -> f.toString().endsWith(".yaml")))
                    .isNotEmpty()
                    .allSatisfy(f -> assertThat(schema.validate(Files.readString(f), InputFormat.YAML))
                            .as(f.toString())
                            .isEmpty());
        }
    }

    @Test
    void theSchemaIsPrintedOrWritten() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        Result printed = etl.run("schema");
        assertThat(printed.code()).isZero();
        assertThat(printed.out()).startsWith("{").contains("\"uniprot_flat\"", "draft-07");
        Files.writeString(folder.resolve("old.json"), "old");
        assertThat(etl.run("schema", "-o", "old.json").out()).isEqualToIgnoringNewLines("wrote old.json");
        assertThat(folder.resolve("old.json")).hasContent(printed.out());
        assertThat(etl.run("schema", "--output", "a/new.json").code()).isZero();
        assertThat(folder.resolve("a")).isDirectoryContaining(f -> f.endsWith("new.json"));
    }

    @Test
    void pluginsAreDescribedByKindAndName() {
        CommandRunner etl = new CommandRunner(folder);
        Result one = etl.run("plugins", "describe", "extractor", "file");
        assertThat(one.out())
                .startsWith("extractor file, revision ")
                .contains(
                        "  paths  (list of path, optional)", "example: data/*.dat.gz", "charset  (charset, optional)");
        assertThat(etl.run("plugins", "describe", "file").out())
                .startsWith(one.out().stripTrailing())
                .contains("lock file, revision ", "state store file, revision ");
        assertThat(etl.run("plugins", "describe", "normalizer").out()).contains("normalizer trim", "normalizer filter");
        assertThat(etl.run("plugins", "describe").out()).contains("parser uniprot_flat", "loader jsonl");
        assertThat(etl.run("plugins", "describe", "loader", "files", "--json").out())
                .startsWith("{\"plugins\":[{\"kind\":\"loader\",\"name\":\"files\"")
                .hasLineCount(1);
        Result unknown = etl.run("plugins", "describe", "normaliser");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("did you mean 'normalizer'?");
    }

    @Test
    void settingsAreExplainedWithTheirOrigin() throws IOException {
        CommandRunner etl = new CommandRunner(folder, Map.of("WORKERS", "3", "API_TOKEN", "hunter2"));
        etl.dataset(
                "sample_one",
                "run: { workers: '${WORKERS}', store_batch: '${param:batch:-50}' }",
                "transform: [{ plugin: enrich, fields: { token: '${API_TOKEN}', url: 'https://u:pw@h/' } }]");
        Result all = etl.run("explain", "sample_one");
        assertThat(all.code()).as(all.err()).isZero();
        assertThat(all.out().lines().map(l -> l.replaceAll(" +", " ").replaceAll("/\\S*/", "")))
                .contains(
                        "dataset_id sample_one sample-one.yaml:1:13",
                        "run.workers 3 sample-one.yaml:5:17, env WORKERS",
                        "run.store_batch 50 sample-one.yaml:5:44, default of param batch",
                        "run.lease 120s default",
                        "transform[0].fields.token *** sample-one.yaml:6:48, env API_TOKEN");
        assertThat(all.out()).doesNotContain("hunter2", "pw@");
        assertThat(etl.run("explain", "sample_one", "run", "--param", "batch=7").out())
                .contains("store_batch")
                .contains("param batch")
                .doesNotContain("dataset_id", "default of");
        assertThat(etl.run("explain", "sample_one", "run.workers", "--json").out())
                .contains("\"path\":\"run.workers\",\"value\":\"3\"", "\"line\":5,\"column\":17")
                .hasLineCount(1);
        Result unknown = etl.run("explain", "sample_one", "run.wokers");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("did you mean 'run.workers'?");
        assertThat(etl.run("explain", "sample_on").err()).contains("did you mean 'sample_one'?");
    }

    private static Schema schema(String text) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(text, InputFormat.JSON);
    }
}
