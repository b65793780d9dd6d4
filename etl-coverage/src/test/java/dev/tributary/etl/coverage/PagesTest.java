package dev.tributary.etl.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages show what the build runs: snippets stand in the files they name, links lead somewhere. */
class PagesTest {
    private static final Path ROOT = Path.of(System.getProperty("etl.root"));
    private static final Pattern SNIPPET = Pattern.compile("<!-- from (\\S+) -->\\n```\\w*\\n(.*?)```", Pattern.DOTALL);
    /** A block of Java or YAML that names no file. */
    private static final Pattern LOOSE = Pattern.compile("(?<! -->\\n)```(?:java|yaml)\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (var folder : List.of(ROOT, ROOT.resolve("docs"))) {
            try (var files = Files.list(folder)) {
                files.filter(f -> f.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages.stream();
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** Without indentation, so that a part of a method can be shown. */
    private static String flat(String text) {
        return String.join("\n", text.lines().map(String::strip).toList());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void snippetsStandInTheirFiles(Path page) throws IOException {
        for (var snippet : SNIPPET.matcher(text(page)).results().toList()) {
            assertThat(flat(text(ROOT.resolve(snippet.group(1)))))
                    .as("%s shows %s", page.getFileName(), snippet.group(1))
                    .contains(flat(snippet.group(2)));
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void codeComesFromFiles(Path page) throws IOException {
        assertThat(LOOSE.matcher(text(page)).results().map(loose -> loose.group(1)))
                .as("code on %s that no build compiles", page.getFileName())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        assertThat(LINK.matcher(text(page)).results().map((MatchResult m) -> m.group(1)))
                .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
    }

    @Test
    void theReadmeHasSnippets() throws IOException {
        assertThat(SNIPPET.matcher(text(ROOT.resolve("README.md"))).results()).hasSizeGreaterThan(4);
    }

    @Test
    void thePageOnSourcesHasFourStepsInCode() throws IOException {
        var page = text(ROOT.resolve("docs/adding-a-source.md"));
        assertThat(page.lines().filter(line -> line.matches("## [1-4]\\. .*"))).hasSize(4);
        assertThat(SNIPPET.matcher(page).results()).hasSizeGreaterThan(8);
    }
}
