package dev.tributary.etl.storm;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.EtlBuilder;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A folder with a dataset, its source file and a home. */
final class Bench {
    static final String JSONL = "{ plugin: jsonl }";

    static final String HEAD = """
            dataset_id: bench
            parse: { plugin: uniprot_flat }
            run: { parse_batch: 4, chunk_bytes: 2KiB, unit_bytes: 64KiB, workers: 2 }
            """;

    private final Path folder;
    private final HomeFolder home;

    Bench(Path folder) {
        this.folder = folder;
        this.home = new HomeFolder(folder.resolve("home"));
    }

    HomeFolder home() {
        return home;
    }

    Path source(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    /** A dataset over one file, loaded as lines. */
    Path dataset(String file) throws IOException {
        return dataset(file, JSONL, "");
    }

    /** A dataset over one file. {@code more}: lines of YAML at the top level. */
    Path dataset(String file, String loaders, String more) throws IOException {
        var yaml = HEAD + "extract: { plugin: file, paths: ['" + file + "'] }\nload: [" + loaders + "]\n" + more;
        return yaml(yaml);
    }

    /** A dataset over one file whose digest is published. */
    Path published(String file, String sha256) throws IOException {
        var extract = "extract: { plugin: file, paths: ['" + file + "'], checksums: { '" + file + "': 'sha256:" + sha256
                + "' } }\n";
        return yaml(HEAD + extract + "load: [" + JSONL + "]\n");
    }

    Path yaml(String text) throws IOException {
        return Files.writeString(folder.resolve("bench.yaml"), text);
    }

    RunReport run(Path dataset) throws InterruptedException {
        return run(dataset, builder -> builder);
    }

    RunReport run(Path dataset, UnaryOperator<EtlBuilder> settings) throws InterruptedException {
        try (var etl = etl(settings)) {
            return etl.run(request(dataset));
        }
    }

    static RunRequest request(Path dataset) {
        return RunRequest.of(dataset).withAsOf(StormMain.AS_OF);
    }

    Etl etl(UnaryOperator<EtlBuilder> settings) {
        return settings.apply(Etl.builder()
                        .home(home.path())
                        .environment(Map.of())
                        .retryDelay(Duration.ofMillis(1))
                        .plugin(new TestPlugins.Lines())
                        .plugin(new TestPlugins.Noting()))
                .build();
    }

    /** What a reader could take for a release: commits, pointers, parts. */
    List<String> visible() throws IOException {
        return home.names(n -> n.startsWith("releases/") || (n.startsWith("output/") && !n.contains("/.")));
    }
}
