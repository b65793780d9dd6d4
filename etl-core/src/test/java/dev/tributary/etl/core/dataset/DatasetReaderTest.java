package dev.tributary.etl.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.etl.core.config.ConfigException;
import dev.tributary.etl.core.dataset.FakePlugins.FileOptions;
import dev.tributary.etl.core.dataset.FakePlugins.JsonlOptions;
import dev.tributary.etl.core.dataset.FakePlugins.StubLoader;
import dev.tributary.etl.core.dataset.FakePlugins.TextModel;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.DataSize;
import dev.tributary.etl.spi.stage.Extractor;
import dev.tributary.etl.spi.stage.FileParser;
import dev.tributary.etl.spi.stage.Loader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatasetReaderTest {
    private static final String SMALL = """
            dataset_id: demo
            extract: { plugin: file, paths: [a.dat] }
            """;

    @TempDir
    private Path folder;

    @Test
    void readsAWholeFile() {
        Dataset dataset = read("""
                x-model: &model { plugin: tiny, model: big }
                dataset_id: uniprot_swissprot
                organization: uniprot
                description: Reviewed proteins
                licence: CC BY 4.0
                release: { external: 2025_06, internal: 1.10 }
                extract: { plugin: file, paths: [a.dat, "b/*.dat"], folder: data }
                parse:
                  - { plugin: gff3, files: ["*.gff.gz", "*.gff"] }
                  - { plugin: xlsx, files: sheets/*.xlsx, text: 007 }
                  - lines
                normalize: lowercase
                transform: [{ plugin: enrich, fields: { source: UniProtKB, n: 1 } }]
                load:
                  - { plugin: jsonl, models: [*model, tiny] }
                verify: required
                limits: { rejects: 0.5% }
                run: { workers: 3, unit_bytes: 8MiB }
                """);
        assertThat(dataset.id() + " " + dataset.organization()).isEqualTo("uniprot_swissprot uniprot");
        assertThat(dataset.release().external()).contains("2025_06");
        assertThat(dataset.release().internal()).isEqualTo("1.10");
        assertThat(dataset.description().licence()).contains("CC BY 4.0");
        assertThat(((FileOptions) dataset.stages().extract().options()).folder())
                .contains(folder.resolve("data").toAbsolutePath());
        assertThat(dataset.stages().parse()).hasSize(3);
        assertThat(dataset.rules().verify()).isEqualTo(Verify.REQUIRED);
        assertThat(dataset.rules().limits().rejectShare()).contains(0.005);
        assertThat(dataset.run().workers()).isEqualTo(3);
        assertThat(dataset.plugins())
                .containsExactly(
                        "extractor/file@3",
                        "file_parser/xlsx@1",
                        "loader/jsonl@1",
                        "normalizer/lowercase@1",
                        "parser/gff3@1",
                        "parser/lines@1",
                        "text_model/tiny@7",
                        "transformer/enrich@1");
        assertThat(dataset.warnings()).isEmpty();
    }

    @Test
    void defaultsAreThoseOfTheDesign() {
        Dataset dataset = read(SMALL);
        RunSettings run = dataset.run();
        assertThat(run.mode()).isEqualTo(RunSettings.Mode.DIRECT);
        assertThat(run.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(List.of(run.parseBatch(), run.storeBatch(), run.maxAttempts()))
                .containsExactly(1000, 100, 3);
        assertThat(List.of(run.chunkBytes(), run.unitBytes(), run.maxRecordBytes()))
                .containsExactly(new DataSize(256 << 10), new DataSize(4 << 20), new DataSize(64 << 20));
        assertThat(List.of(run.heartbeat(), run.lease(), run.shutdown()))
                .containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(120), Duration.ofSeconds(30));
        assertThat(run.allowAsyncCommit()).isFalse();
        assertThat(dataset.organization()).isEqualTo("demo");
        assertThat(dataset.release().internal()).isEqualTo("1.0");
        assertThat(dataset.rules())
                .isEqualTo(new Dataset.Rules(Verify.IF_PUBLISHED, Duplicates.DEFAULT, new Limits(Optional.empty())));
        assertThat(dataset.backends().store()).isEmpty();
    }

    @Test
    void theFirstRuleThatMatchesParsesAFile() {
        Stages stages = read(SMALL + """
                parse:
                  - { plugin: gff3, files: ["*.gff.gz", "*.gff"] }
                  - { plugin: xlsx, files: "sheets/*.xlsx" }
                  - { plugin: lines, files: ["*.gff", "*.txt"] }
                """).stages();
        assertThat(stages.parserFor("x/y.gff").orElseThrow().plugin()).isEqualTo("gff3");
        assertThat(stages.parserFor("sheets/a.xlsx").orElseThrow().kind()).isEqualTo(FileParser.class);
        assertThat(stages.parserFor("a.xlsx")).isEmpty();
        assertThat(stages.parserFor("a.txt").orElseThrow().path()).isEqualTo("parse[2]");
        assertThat(stages.parserFor("odd\0name.bin")).isEmpty();
    }

    @Test
    void fiveFaultsAreReportedAtOnce() throws URISyntaxException {
        URL resource = Objects.requireNonNull(getClass().getResource("/dataset/five-faults.yaml"));
        Path file = Path.of(resource.toURI());
        ConfigException failure = catchThrowableOfType(ConfigException.class, () -> new DatasetReader()
                .read(file, Map.of(), Map.of(), FakePlugins.registry()));
        assertThat(failure.problems())
                .extracting(p -> p.toString().substring(file.toString().length()))
                .containsExactly(
                        ":4:3 extract: E1001 OPTION_INVALID: Cannot use these options: 'paths' must name at least one file",
                        ":5:3 extract.timout: E1002 OPTION_UNKNOWN: Cannot use the key 'timout': nothing reads it; did you mean 'timeout'?",
                        ":8:15 transform[0].plugin: E1006 PLUGIN_UNKNOWN: Cannot find the transformer 'enrish'; did you mean 'enrich'?",
                        ":10:36 load[0].partition_by: E1005 VARIABLE_UNRESOLVED: Cannot resolve ${env:PARTITION_COLUMN}: it has no value;"
                                + " set it, or write a default: ${NAME:-default}",
                        ":11:17 run.workers: E1001 OPTION_INVALID: Cannot read the option: expected a whole number, found 'many'");
        assertThat(failure.code().category()).isEqualTo(ErrorCode.Category.CONFIG);
        assertThat(failure).hasMessageContaining("5 problems").hasMessageContaining(":11:17 run.workers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "dataset_id: a/b               | 1:13 dataset_id: E1001 OPTION_INVALID: Cannot read the option: expected letters, digits",
                "dataset_id: .hidden           | dataset_id: E1001",
                "dataset_id: Output            | 1:1 dataset_id: E1001 OPTION_INVALID: Cannot use the dataset_id 'Output': the engine keeps a folder of that name",
                "organization: releases        | 3:1 organization: E1001",
                "organization: a b             | 3:15 organization: E1001",
                "extrakt: x                    | 3:1 extrakt: E1002 OPTION_UNKNOWN: Cannot use the key 'extrakt'",
                "quallity: 1                   | did you mean 'quality'?",
                "parse: nope                   | 3:8 parse[0].plugin: E1006 PLUGIN_UNKNOWN: Cannot find the parser 'nope'; known: gff3, lines, xlsx",
                "parse: { files: '*.x' }       | 3:8 parse[0].plugin: E1003 OPTION_MISSING: Cannot go on: 'plugin' must name the parser; known: gff3",
                "parse: { plugin: lines, files: '[' } | 3:32 parse[0].files: E1001 OPTION_INVALID: Cannot read the glob",
                "parse: { plugin: lines, files: [] }  | 'files' must name at least one glob",
                "parse:                        | 3:7 parse: E1001 OPTION_INVALID: Cannot read the option: it has no value",
                "load: [[jsonl]]               | 3:8 load[0]: E1001 OPTION_INVALID: Cannot read the loader: expected a name or {plugin: name, ...}, found a list",
                "load: [{ plugin: [a] }]       | Cannot read the loader: expected a name, found a list",
                "load: [{ plugin: jsonl, compression: gzi }] | 3:38 load[0].compression: E1001",
                "run: { heartbeat: 100s }      | 3:6 run: E1001 OPTION_INVALID: Cannot use these options: 'heartbeat' must be above 0 and at most half of 'lease'",
                "run: { workers: -1 }          | 'workers' must be between 1 and 1024, found -1",
                "run: { chunk_bytes: 8MiB }    | 'chunk_bytes' must be between 1 and 4194304",
                "run: { max_record_bytes: 3GiB } | 'max_record_bytes' must be between 1 and",
                "run: 3                        | 3:6 run: E1001 OPTION_INVALID: Cannot read the option: expected a mapping with mode, workers",
                "limits: { rejects: some }     | 'rejects' must be a count (100) or a percentage (0.5%), found 'some'",
                "limits: { rejects: 200% }     | at most 100%",
                "verify: always                | expected if_published, required, none, found 'always'",
                "release: { from: 2019_01 }    | 'from', 'to' and 'batch' need 'mode: historical'",
                "release: { external: ' ' }    | 'external' must be 1 to 200 printable characters",
                "release: { mode: historical, external: a } | remove one of them",
                "duplicates: lats              | 3:13 duplicates: E1001 OPTION_INVALID: Cannot read the option: expected first, last, reject or {newest: FIELD}, found 'lats'",
                "duplicates: newest            | expected first, last, reject or {newest: FIELD}",
                "duplicates: { oldest: x }     | found a mapping",
                "quality: { min: 1 }           | 3:1 quality: E1001 OPTION_INVALID: Cannot run this dataset: not built yet",
                "retention: { versions: 3, archive_after: 90d } | 3:14 retention.versions: E1002",
                "retention: {}                 | 'archive_after' or 'delete_after' must be written",
                "retention: { archive_after: 90d, delete_after: 30d } | 'delete_after' must not be shorter than 'archive_after'",
                "retention: { delete_after: 99999d } | 'delete_after' must be between 0s and 36500d",
                "tests: [{ input: b }]         | 3:9 tests[0].expect: E1003",
                "tests: [{ input: [], expect: c }] | 3:9 tests[0]: E1001 OPTION_INVALID: Cannot use these options: 'input' names no file",
                "tests: [{ input: b, expect: c, rejected: -1 }] | 'rejected' must be at least 0, found -1",
                "extends: base.yaml            | 3:10 extends: E1001 OPTION_INVALID: Cannot extend 'base.yaml': there is no such file",
                "windowInDays: 7               | 3:1 windowInDays: E1001 OPTION_INVALID: Cannot use 'windowInDays': not built yet",
                "source: { plugin: file, paths: a } | 3:1 source: E1001 OPTION_INVALID: Cannot read both 'extract' and its older name 'source'",
                "parse_config: { a: b }        | 3:1 parse_config: E1001 OPTION_INVALID: Cannot use 'parse_config': there is no single parser",
                "state: { kind: file }         | state.plugin: E1006 PLUGIN_UNKNOWN",
                "licence: ${file:none}         | 3:10 licence: E1005 VARIABLE_UNRESOLVED",
            })
    void refuses(String line, String expected) {
        boolean isId = line.startsWith("dataset_id");
        String text = isId ? SMALL.replace("dataset_id: demo", line) : SMALL + line + "\n";
        assertThat(failure(text).problems()).singleElement().asString().contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "extract: file            | 'paths' must name at least one file",
                "extract: [{plugin: file, paths: a}, {plugin: file, paths: b}] | Cannot use 2 extractors",
                "extract: {paths: a}      | 1:10 extract.plugin: E1003 OPTION_MISSING: Cannot go on: 'plugin' must name the extractor",
                "extract:                 | found nothing",
                "extract: {plugin: eager, model: tiny} | an options record may only keep it",
            })
    void refusesTheExtractor(String line, String expected) {
        assertThat(failure(line + "\ndataset_id: demo\n").problems())
                .singleElement()
                .asString()
                .contains(expected);
    }

    @Test
    void everythingMissingIsNamed() {
        assertThat(failure("x-note: {}\n").problems())
                .extracting(p -> p.path() + " " + p.problem().code())
                .containsExactly("dataset_id OPTION_MISSING", "extract OPTION_MISSING");
    }

    @ParameterizedTest
    @EnumSource(LaterFeature.class)
    void whatIsBuiltLaterBindsOnceItIsNoLongerRefused(LaterFeature feature) {
        String line =
                switch (feature) {
                    case QUALITY -> "quality: { min_records: 10 }";
                };
        Path file = write("demo.yaml", SMALL + line + "\n");
        DatasetReader reader = new DatasetReader(EnumSet.complementOf(EnumSet.of(feature)));
        Dataset dataset = reader.read(file, Map.of(), Map.of(), FakePlugins.registry());
        assertThat(dataset.settings())
                .anyMatch(s ->
                        s.path().startsWith(feature.keys().get(0)) && s.place().isPresent());
        assertThat(failure(SMALL + line + "\n")).hasMessageContaining("not built yet");
    }

    @Test
    void whichReleasesAreGoneThroughDecidesNothingAboutWhatComesOfEach() {
        String range = "release: { mode: historical, from: 2019_01, to: 2025_06, batch: 4 }\n";
        assertThat(read(SMALL + range).configHash()).isEqualTo(read(SMALL).configHash());
        assertThat(read(SMALL + "release: { internal: '2.0' }\n").configHash())
                .isNotEqualTo(read(SMALL).configHash());
    }

    @Test
    void rulesThatNeedAllRecordsOfAKeyTakeTwoPasses() {
        assertThat(read(SMALL).mode()).isEqualTo(RunSettings.Mode.DIRECT);
        assertThat(read(SMALL + "run: { mode: staged }\n").mode()).isEqualTo(RunSettings.Mode.STAGED);

        var last = read(SMALL + "duplicates: last\n");
        assertThat(last.mode()).isEqualTo(RunSettings.Mode.STAGED);
        assertThat(last.warnings()).isEmpty();
        assertThat(read(SMALL + "duplicates: { newest: updated }\n").mode()).isEqualTo(RunSettings.Mode.STAGED);

        var contradicting = read(SMALL + "duplicates: reject\nrun: { mode: direct }\n");
        assertThat(contradicting.mode()).isEqualTo(RunSettings.Mode.STAGED);
        assertThat(contradicting.warnings()).singleElement().asString().contains("4:8 run.mode", "the run is staged");
    }

    @Test
    void olderNamesBindWithWarnings() {
        Path file = write("demo.yml", """
                dataset_id: demo
                source: { kind: file, paths: [a], timeout_seconds: 300 }
                parse: { plugin: xlsx }
                parse_config: { names: [a, b] }
                """);
        Dataset dataset = new DatasetReader().read(file, Map.of(), Map.of(), FakePlugins.registry());
        assertThat(((FileOptions) dataset.stages().extract().options()).timeout())
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(dataset.stages().parse().get(0).parser().options())
                .hasToString(
                        read("""
                dataset_id: demo
                extract: { plugin: file, paths: [a] }
                parse: { plugin: xlsx, names: [a, b] }
                """).stages().parse().get(0).parser().options().toString());
        assertThat(dataset.warnings())
                .extracting(w -> w.line() + " " + w.path())
                .containsExactly("1 ", "2 source", "2 extract.kind", "2 extract.timeout_seconds", "4 parse_config");
    }

    @Test
    void aParserBehindOneThatTakesAllIsWarnedOf() {
        assertThat(read(SMALL + "parse: [lines, gff3]\n").warnings())
                .singleElement()
                .asString()
                .contains("3:16 parse[1]:", "never gets a file");
    }

    @Test
    void componentsAreMadeWithTheRunsContext() {
        Dataset dataset =
                read(SMALL + "load: { plugin: jsonl, models: [{plugin: tiny, model: big, fallback: tiny}] }\n");
        StageConfig stage = dataset.stages().load().get(0);
        TextModel placeholder = ((JsonlOptions) stage.options()).models().get(0);
        assertThatThrownBy(() -> placeholder.answer("x")).hasMessageContaining("the text model is not made yet");
        StubLoader first = (StubLoader) stage.create(Loader.class, FakePlugins.context());
        StubLoader second = (StubLoader) stage.create(Loader.class, FakePlugins.context());
        TextModel model = ((JsonlOptions) first.options()).models().get(0);
        assertThat(model.answer("why")).isEqualTo("big: why");
        assertThat(((FakePlugins.StubModel) model)
                        .options()
                        .fallback()
                        .orElseThrow()
                        .answer("x"))
                .isEqualTo("small: x");
        assertThat(model).isNotSameAs(((JsonlOptions) second.options()).models().get(0));
        assertThat(dataset.stages().extract().create(Extractor.class, FakePlugins.context()))
                .isInstanceOf(FakePlugins.StubExtractor.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "extract: { paths: [a.dat], plugin: file }\ndataset_id: demo\n",
                "# a comment\ndataset_id: other\ndescription: x\nextract: { plugin: file, paths: [a.dat] }\n",
                "x-e: &e { plugin: file, paths: [\"a.dat\"] }\ndataset_id: demo\nextract: *e\n",
                "dataset_id: demo\nextract: { plugin: 'file', paths: a.dat }\nrun: { workers: 7 }\nlimits: { rejects: 5 }\n",
                "dataset_id: demo\nsource: { kind: file, paths: [a.dat] }\nverify: none\nlicence: x\n",
                "dataset_id: demo\nextract: { plugin: file, paths: [a.dat], key: other-secret }\n",
                "dataset_id: demo\nextract: { plugin: file, paths: [\"${A:-a.dat}\"] }\n",
            })
    void theHashDoesNotSeeWhatChangesNoOutput(String text) {
        assertThat(read(text).configHash()).isEqualTo(read(SMALL).configHash()).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dataset_id: demo\nextract: { plugin: file, paths: [b.dat] }\n",
                "dataset_id: demo\nextract: { plugin: file, paths: [a.dat, a.dat] }\n",
                "dataset_id: demo\nextract: { plugin: file, paths: [a.dat], folder: x }\n",
                SMALL_AND + "release: { external: a }\n",
                SMALL_AND + "parse: lines\n",
                SMALL_AND + "normalize: lowercase\n",
                SMALL_AND + "transform: { plugin: enrich, fields: { a: 1 } }\n",
                SMALL_AND + "load: jsonl\n",
            })
    void theHashSeesWhatChangesOutput(String text) {
        assertThat(read(text).configHash()).isNotEqualTo(read(SMALL).configHash());
    }

    private static final String SMALL_AND = "dataset_id: demo\nextract: { plugin: file, paths: [a.dat] }\n";

    @Test
    void theHashTellsOpenTypesApart() {
        String stage = SMALL + "transform: { plugin: enrich, fields: { a: %s } }\n";
        assertThat(read(stage.formatted("1")).configHash())
                .isNotEqualTo(read(stage.formatted("'1'")).configHash());
        assertThat(read(stage.formatted("x")).configHash())
                .isEqualTo(read(stage.formatted("'x'")).configHash());
    }

    @Test
    void theHashAndRelativePathsMoveWithTheFolder() throws IOException {
        String text = "dataset_id: demo\nextract: { plugin: file, paths: [a], folder: data }\n";
        Path other = Files.createDirectories(folder.resolve("elsewhere")).resolve("demo.yaml");
        Files.writeString(other, text);
        Dataset moved = new DatasetReader().read(other, Map.of(), Map.of(), FakePlugins.registry());
        assertThat(moved.configHash()).isEqualTo(read(text).configHash());
        assertThat(((FileOptions) moved.stages().extract().options()).folder())
                .contains(folder.resolve("elsewhere/data"));
    }

    @Test
    void theHashSeesParametersAfterInterpolation() {
        Path file = write("demo.yaml", "dataset_id: demo\nextract: { plugin: file, paths: [\"${param:day}.dat\"] }\n");
        DatasetReader reader = new DatasetReader();
        String monday = reader.read(file, Map.of("day", "mo"), Map.of(), FakePlugins.registry())
                .configHash();
        assertThat(reader.read(file, Map.of("day", "tu"), Map.of(), FakePlugins.registry())
                        .configHash())
                .isNotEqualTo(monday);
        assertThat(reader.read(file, Map.of("day", "mo"), Map.of("X", "y"), FakePlugins.registry())
                        .configHash())
                .isEqualTo(monday);
    }

    @Test
    void theTextBeforeInterpolationIsKept() {
        String text = SMALL + "licence: ${NAME}\n";
        DatasetSource source = new DatasetReader()
                .read(write("demo.yaml", text), Map.of(), Map.of("NAME", "v4lue"), FakePlugins.registry())
                .identity()
                .source();
        assertThat(source.bytes()).asString().isEqualTo(text);
        assertThat(source.sha256())
                .isEqualTo(DatasetSource.sha256(source.bytes()))
                .hasSize(64);
        byte[] copy = source.bytes();
        copy[0] = 'X';
        assertThat(source.bytes()[0]).isEqualTo((byte) 'd');
    }

    @Test
    void everySettingIsExplained() {
        Path file = write(
                "demo.yaml",
                SMALL
                        + "load: { plugin: jsonl, models: { plugin: tiny, key: \"${KEY}\" }, partition_by: \"${COLUMN}\" }\n");
        Dataset dataset = new DatasetReader()
                .read(file, Map.of(), Map.of("KEY", "s3cr3t", "COLUMN", "v4lue"), FakePlugins.registry());
        assertThat(dataset.settings())
                .extracting(Setting::toString)
                .contains(
                        "dataset_id = demo (" + file + ":1:13)",
                        "extract.plugin = file (" + file + ":2:20)",
                        "extract.paths[0] = a.dat (" + file + ":2:34)",
                        "extract.timeout = 30s (default)",
                        "load[0].models[0].model = small (default)",
                        "load[0].models[0].key = *** (" + file + ":3:53, env KEY)",
                        "load[0].partition_by = v4lue (" + file + ":3:79, env COLUMN)",
                        "run.heartbeat = 30s (default)",
                        "verify = if_published (default)",
                        "organization = (none) (default)");
    }

    @Test
    void noSecretIsPrinted() {
        Path file = write("demo.yaml", """
                dataset_id: demo
                extract: { plugin: file, paths: [a], key: l1teral }
                load: { plugin: jsonl, models: { plugin: tiny, key: "${KEY}" }, partition_by: "${KEY}" }
                """);
        Dataset dataset = new DatasetReader().read(file, Map.of(), Map.of("KEY", "s3cr3t"), FakePlugins.registry());
        assertThat(dataset.toString()).doesNotContain("s3cr3t", "l1teral");
        assertThat(dataset.stages().extract().options().toString()).doesNotContain("l1teral");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "extract: { plugin: picky, url: \"ftp:${KEY}@host\" }",
                "extract: { plugin: every_type, count: \"${KEY}\" }",
                "extract: { plugin: every_type, compression: \"${KEY}\" }",
                "extract: { plugin: every_type, layout: { kind: \"${KEY}\" } }",
                "extract: { plugin: every_type, uri: \"a b ${KEY}\" }",
                "extract: { plugin: every_type, pattern: \"(${KEY}\" }",
                "extract: { plugin: every_type, path: [\"${KEY}\"] }",
                "extract: { plugin: every_type, login: \"${KEY}\" }",
                "extract: { plugin: \"${KEY}\" }",
                "extract: { plugin: file, paths: [a], key: [s3cr3t] }",
                "extract: { plugin: file, paths: a }\nduplicates: \"${KEY}\"",
                "extract: { plugin: file, paths: a }\norganization: \"${KEY} x\"",
                "extract: { plugin: file, paths: a }\nlimits: { rejects: \"${KEY}\" }",
                "extract: { plugin: file, paths: a }\nparse: { plugin: lines, files: \"[${KEY}\" }",
            })
    void noProblemPrintsAValueFromOutside(String text) {
        Path file = write("demo.yaml", "dataset_id: demo\n" + text + "\n");
        ConfigException failure = catchThrowableOfType(ConfigException.class, () -> new DatasetReader()
                .read(file, Map.of(), Map.of("KEY", "s3cr3t"), FakePlugins.registry()));
        assertThat(failure.getMessage() + failure.problems()).doesNotContain("s3cr3t");
    }

    @Test
    void whatIsNoFileIsRefused() {
        assertThat(failure(folder.resolve("none.yaml")).code()).isEqualTo(StandardError.DATASET_UNKNOWN);
        assertThat(failure(folder).code()).isEqualTo(StandardError.CONFIG_UNREADABLE);
        assertThat(failure("- a\n- b\n"))
                .hasMessageContaining(
                        "1:1: E1004 CONFIG_UNREADABLE: Cannot read the document: expected a mapping, found a list");
    }

    private Dataset read(String text) {
        return new DatasetReader().read(write("demo.yaml", text), Map.of(), Map.of(), FakePlugins.registry());
    }

    private ConfigException failure(String text) {
        return failure(write("demo.yaml", text));
    }

    private static ConfigException failure(Path file) {
        return catchThrowableOfType(ConfigException.class, () -> new DatasetReader()
                .read(file, Map.of(), Map.of(), FakePlugins.registry()));
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
