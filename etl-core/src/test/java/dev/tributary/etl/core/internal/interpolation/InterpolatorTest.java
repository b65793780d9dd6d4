package dev.tributary.etl.core.internal.interpolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.config.ConfigProblem;
import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.internal.yaml.ProblemCollector;
import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InterpolatorTest {

    @TempDir
    private Path folder;

    private final ProblemCollector problems = new ProblemCollector();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain                     | plain",
                "${HOME_DIR}               | /home/x",
                "${env:HOME_DIR}/a         | /home/x/a",
                "${param:day}-${param:day} | 7-7",
                "${NONE:-dflt}             | dflt",
                "${EMPTY:-dflt}            | dflt",
                "a${EMPTY}b                | ab",
                "${HOME_DIR:?needed}       | /home/x",
                "${NONE:-${param:day}}     | 7",
                "${NONE:-${ALSO:-x}y}z     | xyz",
                "${NONE:-}|''",
                "$${HOME_DIR}              | ${HOME_DIR}",
                "$${a} ${param:day}        | ${a} 7",
                "$5 {x} $$                 | $5 {x} $$",
                "${TRICKY}                 | ${param:day}",
                "${env:A:-b:-c}            | b:-c",
                "${param:-envdefault}      | envdefault",
            })
    void replaces(String text, String expected) {
        YamlScalar result = resolve(text);
        assertThat(problems.errors()).isEmpty();
        assertThat(result.text()).isEqualTo(expected);
        assertThat(result.written()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${NONE}           | Cannot resolve ${env:NONE}: it has no value",
                "${param:month}    | Cannot resolve ${param:month}: it has no value",
                "${NONE:?set it}   | Cannot resolve ${env:NONE}: set it",
                "${EMPTY:?}        | Cannot resolve ${env:EMPTY}: it has no value",
                "${vault:a/b}      | unknown scheme 'vault'; known: env, file, param",
                "${HOME_DIR        | the closing brace is missing",
                "${}               | it names nothing",
                "${file:}          | it names nothing",
                "${file:none.txt}  | Cannot resolve ${file:none.txt}: it has no value",
                "${file:latin.txt} | cannot be read as UTF-8 text",
                "${file:big.txt}   | larger than 64 KiB",
                "${A:-${A:-${A:-${A:-${A:-${A:-${A:-}}}}}}} | nested deeper than 5",
            })
    void reportsOnceAtThePlace(String text, String reason) throws IOException {
        Files.write(folder.resolve("latin.txt"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(folder.resolve("big.txt"), new byte[70_000]);
        assertThat(resolve(text).isUnresolved()).isTrue();
        List<ConfigProblem> errors = problems.errors();
        assertThat(errors)
                .singleElement()
                .asString()
                .startsWith(place() + " a.b: E1005 VARIABLE_UNRESOLVED: ")
                .contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"${env:\n}", "${env:A\nB}", "${A\u202e:?set\r\nit}", "${\nvault:x}", "${A:?\n", "${file:a\nb}"})
    void aProblemIsOneLineWhateverTheExpressionHolds(String text) {
        assertThat(resolve(text).isUnresolved()).isTrue();
        assertThat(problems.errors()).singleElement().satisfies(problem -> assertThat(problem.toString())
                .doesNotContain("\n", "\r", "\u202e"));
    }

    @Test
    void readsFilesBesideTheYaml() throws IOException {
        Files.writeString(folder.resolve("token"), "s3cr3t\r\n");
        Files.writeString(folder.resolve("lines"), "a\n\n");
        assertThat(resolve("${file:token}").text()).isEqualTo("s3cr3t");
        assertThat(resolve("${file:lines}").text()).isEqualTo("a\n");
        assertThat(resolve("${file:" + folder.resolve("token") + "}").text()).isEqualTo("s3cr3t");
    }

    @Test
    void takesFurtherSchemes() {
        SortedMap<String, VariableScheme> schemes = VariableSchemes.standard(Map.of(), Map.of());
        schemes.put("vault", (name, place) -> Optional.of("from " + name));
        YamlScalar scalar = YamlScalar.plain(place(), "${vault:a/b}");
        Object result = new Interpolator(schemes, problems).resolve(scalar, SettingPath.ROOT);
        assertThat(((YamlScalar) result).text()).isEqualTo("from a/b");
    }

    @Test
    void hugeExpressionsEndSoon() {
        assertThat(resolve("${a:-".repeat(150_000)).isUnresolved()).isTrue();
        assertThat(resolve("${".repeat(400_000)).isUnresolved()).isTrue();
        assertThat(resolve("${a:-".repeat(100_000) + "}".repeat(100_000)).isUnresolved())
                .isTrue();
    }

    private Place place() {
        return new Place(folder.resolve("f.yaml").toString(), 3, 7);
    }

    private YamlScalar resolve(String text) {
        Map<String, String> environment = Map.of("HOME_DIR", "/home/x", "EMPTY", "", "TRICKY", "${param:day}");
        Interpolator interpolator =
                new Interpolator(VariableSchemes.standard(environment, Map.of("day", "7")), problems);
        return (YamlScalar) interpolator.resolve(
                YamlScalar.plain(place(), text), SettingPath.ROOT.key("a").key("b"));
    }
}
