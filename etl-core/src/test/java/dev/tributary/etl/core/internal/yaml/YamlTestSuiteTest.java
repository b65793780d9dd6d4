package dev.tributary.etl.core.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tributary.etl.core.config.ConfigException;
import dev.tributary.etl.core.dataset.DatasetReader;
import dev.tributary.etl.core.dataset.FakePlugins;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The YAML test suite: documents that must fail, and documents with the JSON they stand for. */
final class YamlTestSuiteTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** Documents that the parser takes although YAML 1.2 forbids them: odd comments, indents, directives and breaks in flow style. */
    private static final int LENIENT = 10;

    /** What SnakeYAML reads as YAML 1.1 has it: {@code ?x} in flow style (two), an anchor with a colon in its name, a last line of blanks. */
    private static final List<String> DIFFERENT = List.of("652Z", "HM87", "L24T", "Y2GN");

    /** One case of a suite file. */
    private record Case(String id, String yaml, boolean mustFail, Optional<String> json) {}

    @TempDir
    private Path folder;

    @Test
    void documentsThatMustFailNameFileAndLineAndNeverHang() throws IOException {
        List<Case> cases = cases().stream().filter(Case::mustFail).toList();
        assertThat(cases).hasSize(94);
        List<String> lenient = new ArrayList<>();
        for (Case bad : cases) {
            Path file = Files.writeString(folder.resolve(bad.id() + ".yaml"), bad.yaml());
            assertRefused(file);
            if (parses(bad)) {
                lenient.add(bad.id());
            }
        }
        assertThat(lenient).hasSize(LENIENT);
    }

    @Test
    void recursiveTaggedAndDuplicateDocumentsAreRefused() throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(RealData.folder("yaml/snakeyaml"))) {
            files = list.sorted().toList();
        }
        assertThat(files).hasSize(4);
        for (Path file : files) {
            assertRefused(file);
        }
    }

    @Test
    void validDocumentsAreRefusedAsDatasetsOnlyByPlace() throws IOException {
        for (Case valid : cases()) {
            assertRefused(Files.writeString(folder.resolve("valid.yaml"), valid.yaml()));
        }
    }

    @Test
    void whatReadsHasTheValuesOfItsJson() throws IOException {
        int compared = 0;
        List<String> different = new ArrayList<>();
        for (Case valid : cases()) {
            Optional<YamlNode> node = valid.mustFail() ? Optional.empty() : node(valid);
            if (node.isEmpty() || valid.json().isEmpty()) {
                continue;
            }
            compared++;
            String ours = Shape.of(node.get());
            if (!ours.equals(Shape.of(valid.json().get()))) {
                different.add(valid.id().substring(0, 4));
            }
        }
        assertThat(different).containsExactlyElementsOf(DIFFERENT);
        assertThat(compared).isEqualTo(127);
    }

    private static void assertRefused(Path file) {
        ConfigException failure = assertTimeoutPreemptively(
                LIMIT,
                () -> catchThrowableOfType(ConfigException.class, () -> new DatasetReader()
                        .read(file, Map.of(), Map.of(), FakePlugins.registry())));
        assertThat(failure).as(file.toString()).isNotNull();
        assertThat(failure.problems())
                .allSatisfy(p -> assertThat(p.toString()).matches("(?s)\\Q" + file + "\\E:[1-9]\\d*:[1-9]\\d*.*"));
    }

    private static boolean parses(Case document) {
        return node(document).isPresent();
    }

    private static Optional<YamlNode> node(Case document) {
        ProblemCollector problems = new ProblemCollector();
        try {
            YamlNode node = YamlReader.read(document.id(), document.yaml().getBytes(StandardCharsets.UTF_8), problems);
            return problems.errors().isEmpty() ? Optional.of(node) : Optional.empty();
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    private static List<Case> cases() throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(RealData.folder("yaml/yaml-test-suite"))) {
            files = list.sorted().toList();
        }
        List<Case> cases = new ArrayList<>();
        for (Path file : files) {
            YamlSequence suite =
                    (YamlSequence) YamlReader.read(file.toString(), Files.readAllBytes(file), new ProblemCollector());
            for (YamlNode item : suite.items()) {
                YamlMapping entry = (YamlMapping) item;
                Optional<String> yaml = text(entry, "yaml");
                String id = file.getFileName() + "-" + cases.size();
                yaml.ifPresent(y ->
                        cases.add(new Case(id, unescaped(y), text(entry, "fail").isPresent(), text(entry, "json"))));
            }
        }
        return cases;
    }

    private static Optional<String> text(YamlMapping entry, String key) {
        return entry.find(key).map(e -> ((YamlScalar) e.value()).text());
    }

    /** The suite writes blanks, tabs, ends and marks as visible characters. */
    private static String unescaped(String text) {
        return text.replace("␣", " ")
                .replaceAll("—*»", "\t")
                .replace("←", "\r")
                .replace("⇔", "\uFEFF")
                .replace("↵", "")
                .replaceAll("∎\n$", "");
    }

    /** Structure and texts of a document with keys sorted; types are left out, they are the target's business. */
    private static final class Shape {
        private Shape() {}

        static String of(YamlNode node) {
            if (node instanceof YamlSequence list) {
                return list.items().stream().map(Shape::of).toList().toString();
            }
            if (node instanceof YamlMapping mapping) {
                Map<String, String> sorted = new TreeMap<>();
                mapping.entries().forEach(e -> sorted.put(Excerpt.of(e.key()), of(e.value())));
                return sorted.toString();
            }
            YamlScalar scalar = (YamlScalar) node;
            boolean isNull = scalar.isPlain()
                    && (scalar.text().isEmpty() || scalar.text().equals("~"));
            return Excerpt.of(isNull ? "null" : scalar.text());
        }

        static String of(String json) {
            try (JsonParser parser =
                    new JsonFactory().createParser(ObjectReadContext.empty(), new StringReader(json))) {
                parser.nextToken();
                return of(parser);
            }
        }

        private static String of(JsonParser parser) {
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                List<String> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(of(parser));
                }
                return items.toString();
            }
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                Map<String, String> sorted = new TreeMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = Excerpt.of(parser.currentName());
                    parser.nextToken();
                    sorted.put(key, of(parser));
                }
                return sorted.toString();
            }
            return Excerpt.of(parser.getString());
        }
    }
}
