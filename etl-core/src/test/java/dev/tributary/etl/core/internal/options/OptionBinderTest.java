package dev.tributary.etl.core.internal.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tributary.etl.core.config.ConfigProblem;
import dev.tributary.etl.core.dataset.FakePlugins;
import dev.tributary.etl.core.dataset.FakePlugins.Delimited;
import dev.tributary.etl.core.dataset.FakePlugins.EveryType;
import dev.tributary.etl.core.dataset.FakePlugins.FixedWidth;
import dev.tributary.etl.core.internal.plugins.PluginBinder;
import dev.tributary.etl.core.internal.yaml.ProblemCollector;
import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlReader;
import dev.tributary.etl.spi.plugin.DataSize;
import dev.tributary.etl.spi.plugin.Option;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class OptionBinderTest {
    private static final Path FOLDER = Path.of("").toAbsolutePath();
    private final ProblemCollector problems = new ProblemCollector();
    private final BindingTrace trace = new BindingTrace();

    private static Arguments row(String yaml, Function<EveryType, Object> component, Object expected) {
        return Arguments.of(yaml, component, expected);
    }

    static Stream<Arguments> bound() {
        return Stream.of(
                row("text: 2025_06", EveryType::text, Optional.of("2025_06")),
                row("text: 1.10", EveryType::text, Optional.of("1.10")),
                row("text: no", EveryType::text, Optional.of("no")),
                row("text: 007", EveryType::text, Optional.of("007")),
                row("text: on", EveryType::text, Optional.of("on")),
                row("text: 12:30:45", EveryType::text, Optional.of("12:30:45")),
                row("text: 2025-01-15", EveryType::text, Optional.of("2025-01-15")),
                row("text: null", EveryType::text, Optional.of("null")),
                row("text: ''", EveryType::text, Optional.of("")),
                row("{}", EveryType::text, Optional.empty()),
                row("flag: true", EveryType::flag, true),
                row("flag: \"true\"", EveryType::flag, true),
                row("{}", EveryType::flag, false),
                row("count: -12", EveryType::count, -12),
                row("count: 007", EveryType::count, 7),
                row("total: 9223372036854775807", EveryType::total, Long.MAX_VALUE),
                row("share: 0.1%", EveryType::share, 0.001),
                row("share: 100 %", EveryType::share, 1.0),
                row("share: 0.25", EveryType::share, 0.25),
                row("{}", EveryType::share, 0.005),
                row("price: 1.10", EveryType::price, Optional.of(new BigDecimal("1.10"))),
                row("compression: very_small", EveryType::compression, FakePlugins.Compression.VERY_SMALL),
                row("timeout: 500ms", EveryType::timeout, Duration.ofMillis(500)),
                row("timeout: 2h", EveryType::timeout, Duration.ofHours(2)),
                row("timeout: 5 min", EveryType::timeout, Duration.ofMinutes(5)),
                row("timeout: 1d", EveryType::timeout, Duration.ofDays(1)),
                row("timeout: PT1M30S", EveryType::timeout, Duration.ofSeconds(90)),
                row("wait: 3s", EveryType::timeout, Duration.ofSeconds(3)),
                row("timeout_seconds: 300", EveryType::timeout, Duration.ofMinutes(5)),
                row("size: 64MB", EveryType::size, new DataSize(64 << 20)),
                row("size: 512KiB", EveryType::size, new DataSize(512 << 10)),
                row("size: 3", EveryType::size, new DataSize(3)),
                row("path: data/x.dat", EveryType::path, Optional.of(FOLDER.resolve("data/x.dat"))),
                row(
                        "uri: https://example.org/a?b=c",
                        EveryType::uri,
                        Optional.of(URI.create("https://example.org/a?b=c"))),
                row("charset: latin1", EveryType::charset, StandardCharsets.ISO_8859_1),
                row(
                        "zone: America/Argentina/Buenos_Aires",
                        EveryType::zone,
                        ZoneId.of("America/Argentina/Buenos_Aires")),
                row("date: 2025-06-18", EveryType::date, Optional.of(LocalDate.of(2025, 6, 18))),
                row(
                        "instant: 2025-06-18T02:00:00+02:00",
                        EveryType::instant,
                        Optional.of(Instant.parse("2025-06-18T00:00:00Z"))),
                row("pattern: 'a+b'", o -> o.pattern().orElseThrow().pattern(), "a+b"),
                row("token: 0123", o -> o.token().orElseThrow().reveal(), "0123"),
                row(
                        "login: {user: u, password: p}",
                        o -> o.login().orElseThrow().password().reveal(),
                        "p"),
                row("layout: {kind: fixed_width, widths: [3, 4]}", EveryType::layout, new FixedWidth(List.of(3, 4))),
                row("layout: fixed_width", EveryType::layout, new FixedWidth(List.of(1, 2))),
                row("{}", EveryType::layout, new Delimited(";")),
                row("names: [a, 1.10]", EveryType::names, List.of("a", "1.10")),
                row("names: a", EveryType::names, List.of("a")),
                row("names: []", EveryType::names, List.of()),
                row("{}", EveryType::names, List.of()),
                row("numbers: [2, 1, 2]", EveryType::numbers, Set.of(1, 2)),
                row("waits: {a.b: 1s}", EveryType::waits, Map.of("a.b", Duration.ofSeconds(1))),
                row(
                        "headers: {X-Key: k}",
                        o -> o.headers().entrySet().iterator().next().getValue().reveal(),
                        "k"),
                row("model: tiny", o -> o.model().isPresent(), true),
                row(
                        "models: [tiny, {plugin: tiny, model: big}]",
                        o -> o.models().size(),
                        2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bound")
    void binds(String yaml, Function<EveryType, Object> component, Object expected) {
        Optional<EveryType> options = bind(yaml);
        assertThat(problems.errors()).isEmpty();
        assertThat(component.apply(options.orElseThrow())).isEqualTo(expected);
    }

    static Stream<Arguments> open() {
        return Stream.of(
                Arguments.of("1", 1L),
                Arguments.of("-12", -12L),
                Arguments.of("true", true),
                Arguments.of("0.5", 0.5),
                Arguments.of("123456789012345678901234", new BigDecimal("123456789012345678901234")),
                Arguments.of("\"1\"", "1"),
                Arguments.of("1.10", "1.10"),
                Arguments.of("1.0", "1.0"),
                Arguments.of("007", "007"),
                Arguments.of("+5", "+5"),
                Arguments.of("-0", "-0"),
                Arguments.of("1e3", "1e3"),
                Arguments.of("0x1f", "0x1f"),
                Arguments.of("2025_06", "2025_06"),
                Arguments.of("2025-01-15", "2025-01-15"),
                Arguments.of("no", "no"),
                Arguments.of("True", "True"),
                Arguments.of(".5", ".5"),
                Arguments.of("0.0000001", "0.0000001"),
                Arguments.of("0.1234567890123456789", "0.1234567890123456789"),
                Arguments.of(".inf", ".inf"),
                Arguments.of("UniProtKB", "UniProtKB"),
                Arguments.of("[1, a]", List.of(1L, "a")),
                Arguments.of("{a: {b: 2}}", Map.of("a", Map.of("b", 2L))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("open")
    void typesOpenTargetsOnlyWhenTheValuePrintsTheSame(String yaml, Object expected) {
        EveryType options = bind("fields: {f: " + yaml + "}\nanything: " + yaml).orElseThrow();
        assertThat(options.fields()).containsExactly(Map.entry("f", expected));
        assertThat(options.anything()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text: [a]            | 1:7 text: E1001 OPTION_INVALID: Cannot read the option: expected text, found a list",
                "text: {a: b}         | expected text, found a mapping",
                "text:                | 1:6 text: E1001 OPTION_INVALID: Cannot read the option: it has no value; write one",
                "flag: yes            | expected true or false, found 'yes'",
                "count: 1_000         | expected a whole number, found '1_000'",
                "count: 3000000000    | a whole number between -2147483648 and 2147483647, found '3000000000'",
                "count: 1.0           | expected a whole number, found '1.0'",
                "total: 9223372036854775808 | at most 63 bits",
                "share: many          | expected a number, found 'many'",
                "share: .nan          | expected a number, found '.nan'",
                "share: 1e400         | within the range of a double",
                "price: 1e2147483647  | exponent of at most 400",
                "compression: gzi     | expected none, gzip, very_small, found 'gzi'; did you mean 'gzip'?",
                "compression: GZIP    | did you mean 'gzip'?",
                "timeout: 30          | expected a duration with a unit, such as 30s, 500ms, 5m, 2h, 1d, found '30'",
                "timeout: -PT5S       | a duration that is not negative",
                "timeout: 999999999999999999d | expected a shorter duration",
                "timeout_seconds: soon | timeout: E1001 OPTION_INVALID: Cannot read the option: expected a duration",
                "size: 3 apples       | a size in B, KiB, MiB, GiB or TiB",
                "size: 9999999999TiB  | a size below 8 EiB",
                "uri: 'a b'           | expected a URI",
                "charset: klingon     | expected a charset that Java knows",
                "zone: Mars/Base      | expected a time zone",
                "date: 2025-02-30     | expected a date, such as 2025-06-18, found '2025-02-30'",
                "instant: 2025-06-18  | expected an instant with its offset",
                "pattern: '('         | expected a regular expression (Unclosed group), found '('",
                "token: {a: b}        | expected secret text, found a mapping",
                "login: me            | expected a mapping with user, password, found 'me'",
                "login: {user: u}     | 1:8 login.password: E1003 OPTION_MISSING: Cannot go on: 'password' must be written; The password",
                "layout: {widths: [1]} | layout.kind: E1003 OPTION_MISSING",
                "layout: {kind: fixedwidth} | 1:16 layout.kind: E1001 OPTION_INVALID: Cannot read the option: expected one of fixed_width, delimited, found 'fixedwidth'; did you mean 'fixed_width'?",
                "layout: [a]          | expected one of fixed_width, delimited, found a list",
                "layout: {kind: delimited, widths: 1} | layout.widths: E1002 OPTION_UNKNOWN",
                "names: [a, [b]]      | names[1]: E1001 OPTION_INVALID: Cannot read the option: expected text, found a list",
                "numbers: [1, x]      | 1:14 numbers[1]: E1001 OPTION_INVALID: Cannot read the option: expected a whole number, found 'x'",
                "waits: [1s]          | expected a mapping of names to values, found a list",
                "waits: {a.b: 1x}     | waits[\"a.b\"]: E1001",
                "fields: {a: null}    | fields.a: E1001 OPTION_INVALID: Cannot read the option: null means absent",
                "model: tinny         | 1:8 model.plugin: E1006 PLUGIN_UNKNOWN: Cannot find the text model 'tinny'; did you mean 'tiny'?",
                "model: {model: big}  | model.plugin: E1003 OPTION_MISSING",
                "model: {plugin: tiny, modle: big} | 1:23 model.modle: E1002 OPTION_UNKNOWN: Cannot use the key 'modle': nothing reads it; did you mean 'model'?",
                "model: {plugin: tiny, fallback: {plugin: tiny, fallback: x}} | model.fallback.fallback.plugin: E1006 PLUGIN_UNKNOWN",
                "model: [tiny]        | expected a name or {plugin: name, ...}, found a list",
                "tezt: a              | 1:1 tezt: E1002 OPTION_UNKNOWN: Cannot use the key 'tezt': nothing reads it; did you mean 'text'?",
                "{timeout: 1s, wait: 2s} | Cannot read both 'timeout' and its older name 'wait'",
            })
    void reportsWhatDoesNotFit(String yaml, String expected) {
        boolean isComplete = bind(yaml).isPresent();
        assertThat(problems.errors()).singleElement().asString().contains(expected);
        // A key too many leaves the options complete, so that their constructor is heard too.
        boolean isKeyTooMany = expected.contains("OPTION_UNKNOWN") || expected.contains("older name");
        assertThat(isComplete).isEqualTo(isKeyTooMany);
    }

    @Test
    void warnsOfOlderNames() {
        assertThat(bind("wait: 3s")).isPresent();
        assertThat(problems.warnings()).singleElement().asString().contains("1:1 wait:", "older name of 'timeout'");
    }

    @Test
    void aPatternDeepEnoughToTakeTheStackIsNotCompiled() {
        String deep = "(".repeat(200_000) + ")".repeat(200_000);
        Optional<EveryType> options =
                assertTimeoutPreemptively(Duration.ofSeconds(5), () -> bind("pattern: '" + deep + "'"));
        assertThat(options).isEmpty();
        assertThat(problems.errors())
                .singleElement()
                .extracting(ConfigProblem::toString)
                .asString()
                .hasSizeLessThan(400);
        assertThat(problems.errors().get(0).problem().message()).contains("of at most 512 characters");
    }

    @Test
    void secretsAreTracedWithoutTheirText() {
        assertThat(bind("token: s3cr3t\nheaders: {k: s3cr3t}\nlogin: {user: u, password: s3cr3t}"))
                .isPresent();
        assertThat(trace.leaves())
                .filteredOn(l -> l.shown().equals("***"))
                .hasSize(3)
                .allMatch(l -> l.canonical().isEmpty());
        assertThat(trace.leaves().toString() + bind("token: s3cr3t")).doesNotContain("s3cr3t");
    }

    @Test
    void namesAreSnakeCase() {
        assertThat(Stream.of("urlTemplate", "sha256", "md5List", "parseURLList", "extends_", "URI")
                        .map(OptionNames::snakeCase))
                .containsExactly("url_template", "sha256", "md5_list", "parse_url_list", "extends", "uri");
    }

    @ParameterizedTest
    @CsvSource({"kitten,sitting,3", "ab,ba,1", "plugin,pluign,1", "'',abc,3", "abc,abc,0", "ca,abc,3"})
    void countsEdits(String a, String b, int distance) {
        assertThat(NearestName.distance(a, b)).isEqualTo(distance);
    }

    @Test
    void aNameTooFarAwayIsNotProposed() {
        assertThat(NearestName.hint("zebra", List.of("plugin", "files"))).isEqualTo("known: files, plugin");
        assertThat(NearestName.find("x".repeat(1000), List.of("x"))).isEmpty();
    }

    record Described(
            @Option(value = "A list", defaultValue = "[a]", example = "[b]")
            List<String> items,

            @Option("Must be there") String name,
            @Option("Inner") Optional<FakePlugins.Login> login,
            @Option("Itself") List<Described> below) {}

    @Test
    void describesOptions() {
        List<OptionDescription> options = OptionDescription.of(Described.class);
        assertThat(options)
                .extracting(o -> o.type().label())
                .containsExactly("list of text", "text", "mapping", "list of mapping");
        assertThat(options).extracting(OptionDescription::isRequired).containsExactly(false, true, false, false);
        assertThat(options.get(0).defaultValue()).contains("[a]");
        assertThat(options.get(2).type()).isEqualTo(new OptionType.Nested(FakePlugins.Login.class));
    }

    private Optional<EveryType> bind(String yaml) {
        ProblemCollector reading = new ProblemCollector();
        YamlMapping node = (YamlMapping) YamlReader.read("f.yaml", yaml.getBytes(StandardCharsets.UTF_8), reading);
        reading.throwIfAny();
        BindingScope scope = new BindingScope(ScalarTypes.standard(), problems, trace);
        return PluginBinder.checking(FakePlugins.registry(), scope)
                .options()
                .bind(EveryType.class, node, SettingPath.ROOT);
    }
}
