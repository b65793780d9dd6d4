package dev.tributary.etl.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.config.ConfigException;
import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a file holds, reading it gives a dataset or a list of problems with places; nothing else is ever thrown. */
final class DatasetReaderProperties {
    private static final String VALID = """
            x-m: &m { plugin: tiny, model: big, key: "${K:-k}" }
            dataset_id: demo
            release: { external: 2025_06 }
            extract: { plugin: every_type, text: 1.10, count: 3, share: 0.5%, timeout: 30s, size: 64MiB, layout: { kind: fixed_width },
              models: [*m, tiny], numbers: [1, 2], waits: { a: 1s }, fields: { a: 1, b: [x, 0.5] }, login: { user: u, password: p } }
            parse: [{ plugin: gff3, files: "*.gff" }, lines]
            load:
              - { <<: *m, plugin: jsonl, model: x }
              - jsonl
            run: { workers: 2, heartbeat: 1s }
            limits: { rejects: 0.5% }
            duplicates: first
            """;

    private static final List<String> PIECES = List.of(
            "a",
            "1",
            "-1",
            ":",
            ": ",
            " ",
            "\n",
            "\n  ",
            "\t",
            "-",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "'",
            "#",
            " #",
            "&a ",
            "*a",
            "*m",
            "!x ",
            "!!int ",
            "|",
            "|\n  ",
            ">",
            "%",
            "@",
            "`",
            "?",
            "? ",
            "${",
            "${A}",
            "${A:-x}",
            "$${",
            "}",
            "<<: ",
            "---\n",
            "...\n",
            "\\",
            "\\0",
            "\\ud800",
            "\0",
            "\uFEFF",
            "\u0085",
            "\u2028",
            "é",
            "\uD83D\uDE00",
            "null",
            "~",
            "1e999999999",
            "99999999999999999999",
            "plugin: ",
            "kind: ",
            "files: ",
            "source: ",
            "parse_config: ",
            "dataset_id: ");

    private static Path file = Path.of("");
    private static final PluginRegistry REGISTRY = FakePlugins.registry();

    @BeforeContainer
    static void makeFile() throws IOException {
        file = Files.createTempFile("random", ".yaml");
    }

    @AfterContainer
    static void deleteFile() throws IOException {
        Files.deleteIfExists(file);
    }

    @Property(tries = 1500)
    void mutationsOfAValidFile(@ForAll("mutations") String text) throws IOException {
        holds(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 1500)
    void piecesOfYaml(@ForAll("pieces") String text) throws IOException {
        holds(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void anyBytes(@ForAll byte[] bytes) throws IOException {
        holds(bytes);
    }

    @Property(tries = 500)
    void anyValueOfAnOption(@ForAll("pieces") String value, @ForAll("optionNames") String name) throws IOException {
        String quoted = "'" + value.replace("'", "''").replace("\0", "") + "'";
        holds(("dataset_id: d\nextract: { plugin: every_type, " + name + ": " + quoted + " }\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(PIECES).list().ofMaxSize(30).map(p -> String.join("", p));
    }

    @Provide
    Arbitrary<String> optionNames() {
        return Arbitraries.of(
                "text",
                "flag",
                "count",
                "total",
                "share",
                "price",
                "compression",
                "timeout",
                "size",
                "path",
                "uri",
                "charset",
                "zone",
                "date",
                "instant",
                "pattern",
                "token",
                "login",
                "layout",
                "model",
                "names",
                "models",
                "numbers",
                "waits",
                "headers",
                "fields",
                "anything");
    }

    @Provide
    Arbitrary<String> mutations() {
        Arbitrary<Integer> at = Arbitraries.integers().between(0, VALID.length() - 1);
        Arbitrary<Integer> removed = Arbitraries.integers().between(0, 5);
        return Combinators.combine(at, removed, Arbitraries.of(PIECES))
                .as(Edit::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(edits -> {
                    String text = VALID;
                    for (Edit edit : edits) {
                        text = edit.apply(text);
                    }
                    return text;
                });
    }

    private record Edit(int at, int removed, String piece) {
        String apply(String text) {
            int from = Math.min(at, text.length());
            return text.substring(0, from) + piece + text.substring(Math.min(from + removed, text.length()));
        }
    }

    private static void holds(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try {
            Dataset dataset = new DatasetReader().read(file, Map.of(), Map.of("A", "value"), REGISTRY);
            assertThat(dataset.configHash()).hasSize(64);
        } catch (ConfigException e) {
            assertThat(e.problems()).isNotEmpty().allSatisfy(p -> {
                assertThat(p.file()).isEqualTo(file.toString());
                assertThat(p.line()).isPositive();
                assertThat(p.column()).isPositive();
                assertThat(p.toString()).doesNotContain("\n");
            });
        }
    }
}
