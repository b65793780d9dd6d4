package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.EtlBuilder;
import dev.tributary.etl.core.JobSummary;
import dev.tributary.etl.core.RecordCounts;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.Option;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Chunk;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.Normalizer;
import dev.tributary.etl.spi.stage.Parser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rejects are read again: what is cured joins the release, and nothing that was loaded is lost or doubled. */
@Timeout(300)
class ReplayTest {
    private static final RecordType WORD =
            RecordType.named("word").texts(List.of("name", "text")).key("name").build();

    @TempDir
    Path folder;

    private Bench bench;

    /** A record a word of a line; a line without words is malformed. */
    static final class Words extends TestPlugins.Base<Parser, PluginFactory.NoOptions> {
        Words() {
            super(Parser.class, NoOptions.class, "words");
        }

        @Override
        public Parser create(NoOptions options, PluginContext context) {
            return new WordParser();
        }
    }

    private static final class WordParser implements Parser {
        @Override
        public Framing framing() {
            return Framing.lines(0);
        }

        @Override
        public List<RecordType> types() {
            return List.of(WORD);
        }

        @Override
        public void parse(Chunk chunk, Emitter out) {
            while (chunk.next()) {
                var words = chunk.text(StandardCharsets.UTF_8).strip();
                if (words.startsWith("!")) {
                    out.reject(chunk.origin(), Problem.of(StandardError.RECORD_MALFORMED, "no words: " + words));
                    continue;
                }
                for (var word : words.split(" ", -1)) {
                    out.emit(WORD.record(chunk.origin(), word, word));
                }
            }
        }
    }

    record RefuseOptions(
            @Option("What words may not contain.") String part) {}

    /** Rejects words that contain a text. */
    static final class Refuse extends TestPlugins.Base<Normalizer, RefuseOptions> {
        Refuse() {
            super(Normalizer.class, RefuseOptions.class, "refuse");
        }

        @Override
        public Normalizer create(RefuseOptions options, PluginContext context) {
            return (record, out) -> check(record, options, out);
        }

        private static void check(DataRecord record, RefuseOptions options, Emitter out) {
            if (record.key().contains(options.part())) {
                out.reject(record, List.of(Problem.of(StandardError.FIELD_INVALID, "refused: " + record.key())));
            } else {
                out.emit(record);
            }
        }
    }

    @BeforeEach
    void bench() throws IOException {
        bench = new Bench(folder);
        bench.source("a.txt", """
                a0 a1
                bad2
                a3 bad4 a5
                !
                a6
                bad7 bad8
                a9
                """.getBytes(StandardCharsets.UTF_8));
        bench.source("b.txt", "b0\nbad9\na0\n".getBytes(StandardCharsets.UTF_8));
    }

    private Path dataset(String refused, String loader) throws IOException {
        return dataset(bench, refused, loader);
    }

    static Path dataset(Bench bench, String refused, String loader) throws IOException {
        return bench.yaml("""
                dataset_id: bench
                run: { parse_batch: 2, workers: 2 }
                extract: { plugin: file, paths: ['*.txt'] }
                parse: { plugin: words }
                normalize: [{ plugin: refuse, part: %s }]
                load: [%s]
                """.formatted(refused, loader));
    }

    static Etl etl(Bench bench) {
        return bench.etl(b -> b.plugin(new Words()).plugin(new Refuse()));
    }

    private Etl etl(UnaryOperator<EtlBuilder> settings) {
        return bench.etl(b -> settings.apply(b.plugin(new Words()).plugin(new Refuse())));
    }

    private RunReport run(Path dataset) throws InterruptedException {
        try (var etl = etl(b -> b)) {
            return etl.run(Bench.request(dataset));
        }
    }

    private RunReport replay(Path dataset, Consumer<String> steps, String... codes) throws InterruptedException {
        try (var etl = etl(b -> b.steps(steps))) {
            return etl.startReplay(Bench.request(dataset), List.of(codes)).await();
        }
    }

    private RunReport replay(Path dataset) throws InterruptedException {
        return replay(dataset, step -> {});
    }

    private List<JobSummary> jobs() {
        try (var etl = etl(b -> b)) {
            return etl.history().jobs(Optional.of("bench"), 100);
        }
    }

    /** Names and contents of what readers find, without the folder's manifest. */
    private Map<String, String> output() throws IOException {
        var found = new TreeMap<String, String>();
        for (var file :
                bench.home().files(n -> n.startsWith("output/") && !n.contains("/.") || n.startsWith("bench/"))) {
            if (!file.endsWith("manifest.json")) {
                found.put(bench.home().path().relativize(file).toString(), Files.readString(file));
            }
        }
        return found;
    }

    private List<String> words() throws IOException {
        return output().values().stream()
                .flatMap(String::lines)
                .map(line -> line.replaceAll(".*\"record_identifier\":\"([^\"]*)\".*", "$1"))
                .sorted()
                .toList();
    }

    @Test
    void curedRecordsJoinTheReleaseAndTheirLettersSayBy() throws Exception {
        var first = run(dataset("bad", Bench.JSONL));
        assertThat(first.records()).isEqualTo(new RecordCounts(10, 4, 7, 6, 0, 1));
        var before = output();
        var replayed = replay(dataset("nothing", Bench.JSONL));
        assertThat(replayed.status()).as("%s", replayed.failure()).isEqualTo(RunStatus.COMPLETED);
        assertThat(replayed.notes()).contains("4 of 5 rejected source records were cured.");
        assertThat(words())
                .containsExactly("a0", "a1", "a3", "a5", "a6", "a9", "b0", "bad2", "bad4", "bad7", "bad8", "bad9");
        assertThat(output()).containsAllEntriesOf(before);
        var counts = replayed.records();
        assertThat(counts.read()).isEqualTo(first.records().read());
        assertThat(counts.loaded()).isEqualTo(12);
        assertThat(counts.rejected()).isEqualTo(1);
        assertThat(counts.duplicate()).isEqualTo(1);
        assertThat(counts.read() + counts.derived())
                .isEqualTo(counts.loaded() + counts.rejected() + counts.filtered() + counts.duplicate());
        assertThat(jobs().get(0).replayOf()).isEqualTo(first.jobId());
        assertThat(jobs().get(0).release()).isEqualTo(first.release().orElseThrow());
        assertThat(bench.home()
                        .query(
                                "select distinct cured_by is null as open, message from ingestion_dead_letters where job_no = 1 order by 2",
                                c -> true))
                .hasSize(6)
                .filteredOn(row -> row.contains("refused"))
                .allMatch(row -> row.contains("0"));
    }

    @Test
    void theSameAgainDoesNothing() throws Exception {
        run(dataset("bad", Bench.JSONL));
        var cured = dataset("nothing", Bench.JSONL);
        replay(cured);
        var before = bench.home().ledgerInFull();
        var again = replay(cured);
        assertThat(again.status()).isEqualTo(RunStatus.UNCHANGED);
        assertThat(again.notes()).anyMatch(n -> n.contains("nothing to replay"));
        assertThat(bench.home().ledgerInFull()).isEqualTo(before);
        assertThat(bench.visible().stream().filter(n -> n.contains("/commits/")))
                .hasSize(2);
    }

    @Test
    void whatStaysWrongPublishesNothing() throws Exception {
        var dataset = dataset("bad", Bench.JSONL);
        run(dataset);
        var before = bench.visible();
        var replayed = replay(dataset);
        assertThat(replayed.status()).isEqualTo(RunStatus.UNCHANGED);
        assertThat(replayed.notes()).contains("0 of 5 rejected source records were cured.", "Nothing was published.");
        assertThat(bench.visible()).isEqualTo(before);
        assertThat(run(dataset).status()).isEqualTo(RunStatus.UNCHANGED);
    }

    @Test
    void codesChooseAndTheRestCanBeReplayedLater() throws Exception {
        run(dataset("bad", Bench.JSONL));
        var cured = dataset("nothing", Bench.JSONL);
        assertThat(replay(cured, step -> {}, "E3001").notes()).contains("0 of 1 rejected source records were cured.");
        assertThat(replay(cured, step -> {}, "E3004").notes()).contains("4 of 4 rejected source records were cured.");
        assertThat(words()).hasSize(12);
        assertThat(replay(cured, step -> {}, "E3004").status()).isEqualTo(RunStatus.UNCHANGED);
    }

    @Test
    void aRunAfterAReplayKeepsWhatWasCured() throws Exception {
        var dataset = dataset("bad9", Bench.JSONL);
        run(dataset);
        // Other words stay refused, so that the configuration of the run and of the replay are the same.
        try (var etl = etl(b -> b)) {
            assertThat(etl.run(Bench.request(dataset)).status()).isEqualTo(RunStatus.UNCHANGED);
        }
        replay(dataset("nothing", Bench.JSONL));
        assertThat(words()).hasSize(12);
        var unchanged = run(dataset("bad9", Bench.JSONL));
        assertThat(unchanged.status()).isEqualTo(RunStatus.UNCHANGED);
        assertThat(unchanged.records().loaded()).isEqualTo(12);
        assertThat(words()).hasSize(12);
    }

    @Test
    void aReplayNeedsAPublishedJobAndTheSameLoaders() throws Exception {
        var dataset = dataset("bad", Bench.JSONL);
        assertThat(replay(dataset).failure().orElseThrow().message()).contains("no finished job of it is published");
        run(dataset);
        var other = dataset("nothing", "{ plugin: files, formats: [json] }");
        assertThat(replay(other).failure().orElseThrow().message()).contains("[loader/jsonl]", "[loader/files]");
    }

    @Test
    void aReplayNeedsTheSameOptionsOfLoadersToo() throws Exception {
        run(dataset("bad", Bench.JSONL));
        var before = bench.visible();
        var refused = replay(dataset("nothing", Bench.JSONL.replace("}", ", compression: gzip }")));
        assertThat(refused.failure().orElseThrow().message()).contains("its loaders have other options");
        assertThat(bench.visible()).isEqualTo(before);
        assertThat(replay(dataset("nothing", Bench.JSONL)).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void whatStaysWrongPublishesNothingAlsoWhenItWasStopped() throws Exception {
        var dataset = dataset("bad", Bench.JSONL);
        run(dataset);
        var before = bench.visible();
        var stopped = replay(dataset, name -> {
            if (name.equals("unit_commit.ledger")) {
                throw new IllegalStateException("failing at " + name);
            }
        });
        assertThat(stopped.status()).isEqualTo(RunStatus.FAILED);
        var replayed = replay(dataset);
        assertThat(replayed.status()).isEqualTo(RunStatus.UNCHANGED);
        assertThat(replayed.notes()).contains("0 of 5 rejected source records were cured.", "Nothing was published.");
        assertThat(bench.visible()).isEqualTo(before);
        assertThat(run(dataset).status()).isEqualTo(RunStatus.UNCHANGED);
    }

    @Test
    void aRawFileThatWasDamagedIsNotRead() throws Exception {
        run(dataset("bad", Bench.JSONL));
        var before = bench.visible();
        var raw = bench.home()
                .files(n -> n.startsWith("ingest/") && n.endsWith("/a.txt"))
                .get(0);
        Files.writeString(raw, Files.readString(raw).replace("bad2", "evil"));

        var replayed = replay(dataset("nothing", Bench.JSONL));

        assertThat(replayed.failure().orElseThrow().code()).isEqualTo(StandardError.OBJECT_DAMAGED);
        assertThat(bench.visible()).isEqualTo(before);
    }

    @Test
    void whatAnEarlierRunLeftIsPutRightFirst() throws Exception {
        var dataset = dataset("bad", Bench.JSONL);
        run(dataset);
        var pointer = bench.home().path().resolve("releases/bench/latest.json");
        var right = Files.readString(pointer);
        Files.writeString(pointer, "{}");

        assertThat(replay(dataset).status()).isEqualTo(RunStatus.UNCHANGED);

        assertThat(pointer).hasContent(right);
    }

    @Test
    void whatWasRunAnewAfterAReplayIsReplayedAnew() throws Exception {
        run(dataset("bad", Bench.JSONL));
        assertThat(replay(dataset("nothing", Bench.JSONL)).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run(dataset("a9", Bench.JSONL)).status()).isEqualTo(RunStatus.COMPLETED);
        var anew = run(dataset("bad", Bench.JSONL));
        assertThat(anew.status()).as("%s", anew.failure()).isEqualTo(RunStatus.COMPLETED);

        var replayed = replay(dataset("nothing", Bench.JSONL));

        assertThat(replayed.status()).as("%s", replayed.failure()).isEqualTo(RunStatus.COMPLETED);
        assertThat(words()).hasSize(12);
        assertThat(jobs().get(0).replayOf()).isEqualTo(anew.jobId());
        assertThat(replay(dataset("nothing", Bench.JSONL)).status()).isEqualTo(RunStatus.UNCHANGED);
        assertThat(run(dataset("bad", Bench.JSONL)).status()).isEqualTo(RunStatus.UNCHANGED);
    }

    @ParameterizedTest
    @CsvSource({
        "load,1",
        "load,3",
        "unit_commit,2",
        "unit_commit.ledger,1",
        "unit_commit.done,1",
        "publish.loader,1",
        "publish.manifest,1",
        "publish.commit,1",
        "publish.commit.done,1",
        "publish.pointer,1",
        "publish.state,1",
        "publish.ledger,1",
        "publish.done,1"
    })
    void whereverItEndsStartingItAgainGivesTheSame(String step, int time) throws Exception {
        var loaders = Bench.JSONL + ", { plugin: files, formats: [json] }";
        run(dataset("bad", loaders));
        var cured = dataset("nothing", loaders);
        var reached = new AtomicInteger();
        var stopped = replay(cured, name -> {
            if (name.equals(step) && reached.incrementAndGet() == time) {
                throw new IllegalStateException("failing at " + step);
            }
        });
        assertThat(stopped.status()).isEqualTo(RunStatus.FAILED);
        var went = replay(cured);
        assertThat(went.ok()).as("%s", went.failure()).isTrue();
        var interrupted = output();
        var ledger = bench.home().ledger();

        bench = new Bench(Files.createDirectory(folder.resolve("undisturbed")));
        Files.copy(folder.resolve("a.txt"), folder.resolve("undisturbed/a.txt"));
        Files.copy(folder.resolve("b.txt"), folder.resolve("undisturbed/b.txt"));
        run(dataset("bad", loaders));
        replay(dataset("nothing", loaders));
        assertThat(interrupted).isEqualTo(output());
        assertThat(ledger).isEqualTo(bench.home().ledger());
    }
}
