package dev.tributary.etl.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.TestReport.Kind;
import dev.tributary.etl.core.TestReport.Outcome;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of datasets: what they run, what they compare, and what they leave. */
class DatasetTestingTest {
    @TempDir
    Path folder;

    private Path dataset;

    @BeforeEach
    void begin() throws IOException {
        dataset = dataset("{ input: in.txt, expect: out.ndjson }");
        write("in.txt", "one", "two", "three");
    }

    private Path dataset(String... tests) throws IOException {
        return write(
                "lines.yaml",
                "dataset_id: lines",
                "extract: { plugin: file, paths: [not-there.txt], charset: windows-1252 }",
                "verify: required",
                "limits: { rejects: 0 }",
                "parse: { plugin: test_lines }",
                "transform: [{ plugin: timestamps, fields: [seen] }]",
                "load: [{ plugin: jsonl, directory: never }]",
                "tests: [" + String.join(", ", tests) + "]");
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private TestReport test() throws InterruptedException {
        try (var etl = builder().build()) {
            return etl.test(RunRequest.of(dataset));
        }
    }

    private TestReport update() throws InterruptedException {
        try (var etl = builder().build()) {
            return etl.updateTests(RunRequest.of(dataset));
        }
    }

    private EtlBuilder builder() {
        return Etl.builder().home(folder.resolve("home")).plugin(new LinesFactory());
    }

    private static TestReport.Result only(TestReport report) {
        assertThat(report.results()).hasSize(1);
        return report.results().get(0);
    }

    @Test
    void whatIsWrittenHoldsAfterwardsAndNothingElseIsLeft() throws Exception {
        var first = only(update());
        assertThat(first.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(folder.resolve("out.ndjson"))
                .content(StandardCharsets.UTF_8)
                .startsWith(
                        "{\"record_type\":\"line\",\"record_identifier\":\"one\",\"data\":{\"seen\":\"2000-01-01T00:00:00.000Z\"");
        assertThat(only(update()).outcome()).isEqualTo(Outcome.PASSED);
        var result = only(test());
        assertThat(result.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(result.files()).containsExactly("in.txt");
        assertThat(result.records()).isEqualTo(new RecordCounts(3, 0, 3, 0, 0, 0));
        try (var left = Files.list(folder)) {
            assertThat(left.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("lines.yaml", "in.txt", "out.ndjson");
        }
    }

    @Test
    void everyDifferenceIsToldWithItsLine() throws Exception {
        write(
                "out.ndjson",
                "{\"record_identifier\":\"two\",\"data\":{\"seen\":\"2001-01-01T00:00:00.000Z\",\"none\":null}}",
                "",
                "{\"record_identifier\":\"one\",\"source\":{\"line\":1}}",
                "{\"record_identifier\":\"four\"}");
        var result = only(test());
        var expectation = folder.resolve("out.ndjson").toString();
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.differences())
                .extracting(d -> d.kind() + " " + d.place().substring(expectation.length()) + " " + d.record() + " "
                        + d.field() + " " + d.source())
                .containsExactly(
                        "FIELD :1 line two data.seen in.txt:2",
                        "ORDER :3 line one  in.txt:1",
                        "MISSING :4 four  ",
                        "UNEXPECTED  line three  in.txt:3");
        assertThat(result.differences().get(0).expected()).contains("2001-01-01T00:00:00.000Z");
        assertThat(result.differences().get(0).found()).contains("2000-01-01T00:00:00.000Z");
    }

    @Test
    void rejectsAreExpectedOnlyWhenTheTestSaysSo() throws Exception {
        write("in.txt", "!", "!");
        update();
        assertThat(folder.resolve("out.ndjson")).isEmptyFile();
        var unforeseen = only(test());
        assertThat(unforeseen.differences()).singleElement().satisfies(d -> {
            assertThat(d.kind()).isEqualTo(Kind.COUNT);
            assertThat(d.place()).endsWith("lines.yaml:8:18");
            assertThat(d.field()).isEqualTo("rejected");
            assertThat(d.found()).isEqualTo(Optional.of(2L));
        });
        assertThat(unforeseen.rejects()).extracting(RejectedRecord::place).containsExactly("in.txt:1", "in.txt:2");
        dataset = dataset("{ input: in.txt, expect: out.ndjson, rejected: 2, filtered: 0, duplicate: 1 }");
        assertThat(only(test()).differences())
                .extracting(d -> d.kind() + " " + d.field() + " " + d.expected().orElseThrow())
                .containsExactly("COUNT duplicate 1");
    }

    @Test
    void duplicatesAndDeletionsAreAsInARun() throws Exception {
        write("in.txt", "one", "one", "-two");
        dataset = dataset("{ input: in.txt, expect: out.ndjson, duplicate: 1 }");
        assertThat(only(update()).outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(Files.readAllLines(folder.resolve("out.ndjson")))
                .hasSize(2)
                .last()
                .isEqualTo("{\"record_type\":\"line\",\"record_identifier\":\"two\",\"deleted\":true}");
        assertThat(only(test()).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void filesAreReadAsTheDatasetsExtractorWouldReadThem() throws Exception {
        Files.write(folder.resolve("in.txt"), "B\u00f6rse\n".getBytes(Charset.forName("windows-1252")));
        update();
        assertThat(folder.resolve("out.ndjson")).content(StandardCharsets.UTF_8).contains("\"B\u00f6rse\"");
    }

    @Test
    void fieldsThatALineDoesNotNameMayBeThereUnlessAllAreMeant() throws Exception {
        write("in.txt", "one");
        write("out.ndjson", "{\"record_identifier\":\"one\",\"data\":{\"text\":\"one\"}}");
        assertThat(test().ok()).isTrue();
        dataset = dataset("{ input: in.txt, expect: out.ndjson, fields: all }");
        assertThat(only(test()).differences())
                .singleElement()
                .satisfies(d -> assertThat(d.field()).isEqualTo("data.seen"))
                .satisfies(d -> assertThat(d.expected()).isEmpty());
    }

    @Test
    void allThatIsWrongIsToldAtOnceAndNothingRuns() throws Exception {
        write("bad.ndjson", "{\"record_identifer\":\"one\"}", "[1]", "{\"data\":1,\"record_type\":\"line\"}", "{}");
        write("twice.ndjson", "{\"record_identifier\":\"one\"}", "{\"record_identifier\":\"one\"}");
        dataset = dataset(
                "{ input: [in.txt, none*.txt], expect: bad.ndjson }",
                "{ input: in.txt, expect: gone.ndjson }",
                "{ input: in.txt, expect: twice.ndjson }");
        assertThatThrownBy(this::test)
                .hasMessageContaining("7 problems")
                .hasMessageContaining("lines.yaml:8:19 tests[0].input: E2002 SOURCE_MISSING")
                .hasMessageContaining(
                        "bad.ndjson:1:1: E1001 OPTION_INVALID: Cannot use the expectation: a record's line has no"
                                + " 'record_identifer'; did you mean 'record_identifier'?")
                .hasMessageContaining(
                        "bad.ndjson:2:1: E1001 OPTION_INVALID: Cannot use the expectation: it is no JSON object")
                .hasMessageContaining(
                        "bad.ndjson:3:1: E1001 OPTION_INVALID: Cannot use the expectation: 'data' is no object")
                .hasMessageContaining(
                        "bad.ndjson:4:1: E1001 OPTION_INVALID: Cannot use the expectation: it names neither")
                .hasMessageContaining(
                        "gone.ndjson:1:1: E1001 OPTION_INVALID: Cannot use the expectation: it does not exist")
                .hasMessageContaining(
                        "twice.ndjson:2:1: E1001 OPTION_INVALID: Cannot use the expectation: it is of the same"
                                + " record as line 1");
    }

    @Test
    void aRunThatFailsIsAFindingAndWritesNoExpectation() throws Exception {
        Files.write(folder.resolve("in.txt"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
        write("out.ndjson", "{\"record_identifier\":\"one\"}");
        var result = only(update());
        assertThat(result.differences()).singleElement().satisfies(d -> {
            assertThat(d.kind()).isEqualTo(Kind.FAILURE);
            assertThat(d.found().orElseThrow().toString()).contains("E2");
        });
        assertThat(folder.resolve("out.ndjson")).hasContent("{\"record_identifier\":\"one\"}");
    }

    @Test
    void anExpectationOfTwoTestsIsWrittenOnce() throws Exception {
        write("other.txt", "other");
        dataset = dataset("{ input: in.txt, expect: out.ndjson }", "{ input: other.txt, expect: out.ndjson }");
        assertThat(update().results())
                .extracting(TestReport.Result::outcome)
                .containsExactly(Outcome.UPDATED, Outcome.FAILED);
        assertThat(folder.resolve("out.ndjson")).content(StandardCharsets.UTF_8).contains("\"three\"");
    }

    @Test
    void aDatasetWithoutTestsHasNoResults() throws Exception {
        dataset = dataset();
        assertThat(test().results()).isEmpty();
    }
}
