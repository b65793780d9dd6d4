package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.Etl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference pages in docs say what the plugins' options say. */
class ReferencePagesTest {
    private static final Path DOCS = Path.of(System.getProperty("etl.root", ".."), "docs", "reference");

    @TempDir
    Path folder = Path.of("");

    @Test
    void pagesInDocsAreThoseOfThePlugins() throws IOException {
        try (Etl etl = Etl.builder().build()) {
            Map<String, String> pages = new ReferencePages(etl.plugins(), etl.datasetKeys()).pages();
            for (Map.Entry<String, String> page : pages.entrySet()) {
                assertThat(DOCS.resolve(page.getKey()))
                        .as("renew with: ./etl plugins describe --pages docs/reference")
                        .hasContent(page.getValue());
            }
            try (Stream<Path> files = Files.list(DOCS)) {
                assertThat(files.map(f -> f.getFileName().toString()))
                        .containsExactlyInAnyOrderElementsOf(pages.keySet());
            }
        }
    }

    @Test
    void oneCommandWritesThem() {
        Path written = folder.resolve("a/b");
        assertThat(new CommandRunner(folder)
                        .run("plugins", "describe", "--pages", written.toString())
                        .code())
                .isZero();
        assertThat(written.resolve("extractors.md")).content().contains("# Extractors", "## file", "| `paths` | ");
        assertThat(written.resolve("dataset.md")).content().contains("| `run.heartbeat` | duration | default `30s` |");
        assertThat(written.resolve("README.md")).content().contains("[Parsers](parsers.md)");
    }
}
