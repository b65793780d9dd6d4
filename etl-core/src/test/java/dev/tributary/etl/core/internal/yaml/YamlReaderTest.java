package dev.tributary.etl.core.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tributary.etl.core.config.ConfigException;
import dev.tributary.etl.core.config.ConfigProblem;
import dev.tributary.etl.spi.error.StandardError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class YamlReaderTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    static Stream<Arguments> refused() {
        String laughs = """
                a: &a [x, x, x, x, x, x, x, x, x, x]
                b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
                c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
                d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
                e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
                """;
        return Stream.of(
                Arguments.of("a tab indents", "a:\n\tb: 1\n", "f.yaml:2:1", "TAB"),
                Arguments.of("a key twice", "a: 1\nb: 2\n a: 3\n".replace(" a", "a"), "f.yaml:3:1", "comes twice"),
                Arguments.of("a key twice, once in quotes", "a: 1\n\"a\": 3\n", "f.yaml:2:1", "first is in line 1"),
                Arguments.of("a list that holds itself", "a: &a [1, *a]\n", "f.yaml:1:11", "contains itself"),
                Arguments.of("a mapping that holds itself", "a: &a\n  b: *a\n", "f.yaml:2:6", "contains itself"),
                Arguments.of("an alias without anchor", "a: *b\n", "f.yaml:1:4", "no anchor &b"),
                Arguments.of(
                        "too many aliases",
                        "a: &a 1\nb: [" + "*a,".repeat(51) + "]\n",
                        "f.yaml:2:155",
                        "more than 50 aliases"),
                Arguments.of("aliases of aliases", laughs, "f.yaml:5:", "more than 100000 values"),
                Arguments.of("too deep", "a: " + "[".repeat(60) + "]".repeat(60), "f.yaml:1:53", "deeper than 50"),
                Arguments.of("deep enough to end a stack", "[".repeat(900_000), "f.yaml:1:51", "deeper than 50"),
                Arguments.of("a global tag", "a: !!java.util.Date 1\n", "f.yaml:1:4", "has the tag"),
                Arguments.of("a core tag", "a: !!str 1\n", "f.yaml:1:4", "has the tag"),
                Arguments.of("a local tag on a list", "a: !mine [1]\n", "f.yaml:1:4", "has the tag"),
                Arguments.of("two documents", "a: 1\n---\nb: 2\n", "f.yaml:2:1", "second document"),
                Arguments.of("nothing", "", "f.yaml:1:1", "empty"),
                Arguments.of("comments only", "# x\n\n", "f.yaml:1:1", "empty"),
                Arguments.of("an empty document", "---\n...\n", "f.yaml:", "empty"),
                Arguments.of("a scalar root", "hello\n", "f.yaml:1:1", "single value"),
                Arguments.of("a NUL", "a: 1\nb: x\0y\n", "f.yaml:2:5", "control character 0x00"),
                Arguments.of("an escaped NUL", "a: \"x\\0y\"\n", "f.yaml:1:4", "NUL"),
                Arguments.of("half a surrogate pair", "a: \"\\ud800\"\n", "f.yaml:1:4", "surrogate"),
                Arguments.of("an escape character", "a: \u001b[31m\n", "f.yaml:1:4", "control character 0x1b"),
                Arguments.of("a character that YAML refuses", "é: \uFFFE\n", "f.yaml:1:4", "U+FFFE"),
                Arguments.of("a list as key", "[a, b]: 1\n", "f.yaml:1:1", "found a list"),
                Arguments.of("a mark of UTF-8", "\uFEFFa: 1\n", "f.yaml:1:1", "byte order mark"),
                Arguments.of("an open quote", "a: \"x\n", "f.yaml:2:1", "not valid YAML"),
                Arguments.of("an open bracket", "a: [x\nb: 1\n", "f.yaml:2:2", "not valid YAML"),
                Arguments.of("a merge of text", "a:\n  <<: x\n", "f.yaml:2:7", "Cannot merge"),
                Arguments.of("too large", "a: " + "x".repeat(1 << 20), "f.yaml:1:1", "larger than 1 MiB"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesWithPlaceAndReason(String name, String text, String place, String reason) {
        List<ConfigProblem> problems =
                assertTimeoutPreemptively(LIMIT, () -> problems(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(problems).isNotEmpty();
        assertThat(problems.get(0).problem().code()).isEqualTo(StandardError.CONFIG_UNREADABLE);
        assertThat(problems.get(0).toString()).startsWith(place).contains(reason);
    }

    @Test
    void namesTheByteThatIsNotUtf8() {
        byte[] bytes = "a: 1\nb: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(problems(bytes))
                .singleElement()
                .asString()
                .startsWith("f.yaml:2:7:")
                .contains("0xe9 is not UTF-8");
    }

    @Test
    void namesACharacterThatIsCutOffAtTheEnd() {
        byte[] bytes = {'a', ':', ' ', (byte) 0xc3};
        assertThat(problems(bytes))
                .singleElement()
                .asString()
                .startsWith("f.yaml:1:4:")
                .contains("0xc3 is not UTF-8");
    }

    @Test
    void refusesUtf16() {
        assertThat(problems("a: 1".getBytes(StandardCharsets.UTF_16)))
                .singleElement()
                .asString()
                .contains("byte order mark of UTF-16");
    }

    @Test
    void reportsAllDuplicateKeysAndTagsAtOnce() {
        String text = "a: 1\na: 2\nb: !!int 3\nc: {d: 1, d: 2}\n";
        assertThat(problems(text.getBytes(StandardCharsets.UTF_8)))
                .extracting(p -> p.line() + ":" + p.column())
                .containsExactly("2:1", "3:4", "4:11");
    }

    @Test
    void keepsTextPlacesAndQuotes() {
        YamlMapping root =
                (YamlMapping) read("x-base: &b {k: 1.10}\non: no\ns: 'q'\nm: *b\nl:\n  - {<<: *b, n: 007}\n");
        assertThat(text(root, "on")).isEqualTo("no");
        assertThat(((YamlScalar) value(root, "s")).isPlain()).isFalse();
        assertThat(value(root, "s").place()).hasToString("f.yaml:3:4");
        assertThat(text((YamlMapping) value(root, "m"), "k")).isEqualTo("1.10");
        YamlMapping merged =
                (YamlMapping) ((YamlSequence) value(root, "l")).items().get(0);
        assertThat(text(merged, "k")).isEqualTo("1.10");
        assertThat(text(merged, "n")).isEqualTo("007");
    }

    @Test
    void aMergeNeverOverrides() {
        YamlMapping root = (YamlMapping) read("a: &a {k: 1, l: 2}\nb: {<<: *a, k: 3}\nc: {<<: [*a, {m: 4, l: 9}]}\n");
        YamlMapping b = (YamlMapping) value(root, "b");
        assertThat(text(b, "k") + text(b, "l")).isEqualTo("32");
        YamlMapping c = (YamlMapping) value(root, "c");
        assertThat(text(c, "l") + text(c, "m")).isEqualTo("24");
    }

    @Test
    void countsColumnsInCodePoints() {
        YamlMapping root = (YamlMapping) read("{\"\uD83D\uDE00\": 1, b: 2}\n");
        assertThat(value(root, "b").place()).hasToString("f.yaml:1:13");
    }

    @Test
    void nodesPrintNoValue() {
        assertThat(read("a: [secret]\n").toString() + value((YamlMapping) read("a: secret\n"), "a"))
                .doesNotContain("secret");
    }

    @Test
    void aFragmentStandsAtItsPlace() {
        YamlMapping root = (YamlMapping) read("\n\na: 1\n");
        YamlNode list = YamlReader.fragment("[x, y]", root.place(), new ProblemCollector());
        assertThat(((YamlSequence) list).items().get(1).place()).hasToString("f.yaml:3:1");
    }

    @Test
    void aProblemIsThrownAtOnceWhenTheTextCannotBeRead() {
        assertThatThrownBy(() -> read("a: 'x"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("one problem");
    }

    private static YamlNode value(YamlMapping mapping, String key) {
        return mapping.find(key).orElseThrow().value();
    }

    private static String text(YamlMapping mapping, String key) {
        return ((YamlScalar) value(mapping, key)).text();
    }

    private static YamlNode read(String text) {
        ProblemCollector problems = new ProblemCollector();
        YamlNode node = YamlReader.read("f.yaml", text.getBytes(StandardCharsets.UTF_8), problems);
        problems.throwIfAny();
        return node;
    }

    private static List<ConfigProblem> problems(byte[] bytes) {
        ProblemCollector problems = new ProblemCollector();
        try {
            YamlReader.read("f.yaml", bytes, problems);
            return problems.errors();
        } catch (ConfigException e) {
            return e.problems();
        }
    }
}
