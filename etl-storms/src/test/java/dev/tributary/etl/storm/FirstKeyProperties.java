package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.EtlBuilder;
import dev.tributary.etl.core.RecordCounts;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.stage.Normalizer;
import dev.tributary.etl.storm.FirstKeyProperties.Line.Fate;
import dev.tributary.etl.test.folder.TestFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/**
 * Which record of a key is kept is decided by its place in the release alone: the first that reaches the loaders, whatever they make of it. The size
 * of units, the number of workers and a restart between any two units change no byte and no count.
 */
class FirstKeyProperties {
    private static final List<Integer> UNIT_SIZES = List.of(1, 7, 1000);
    private static final Problem PROBLEM = Problem.of(StandardError.FIELD_INVALID, "refused");

    private static final TestPlugins.OnWrite FUSSY = (unit, batch, rejects) -> batch.records().stream()
            .filter(record -> fate(record) == Fate.REFUSED_BY_LOADER)
            .forEach(record -> rejects.reject(record, PROBLEM));

    /** A line of the source, and what becomes of it when its key is the first. */
    record Line(String key, Fate fate) {
        enum Fate {
            LOADED,
            FILTERED,
            REJECTED_BEFORE_LOAD,
            REFUSED_BY_LOADER
        }
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        var keys = Arbitraries.of("a", "b", "c", "d");
        return Combinators.combine(keys, Arbitraries.of(Fate.class))
                .as(Line::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void unitsWorkersAndRestartsDecideNothing(
            @ForAll("lines") List<Line> lines,
            @ForAll @IntRange(min = 1, max = 3) int workers,
            @ForAll @IntRange(min = 1, max = 8) int failsAt)
            throws Exception {
        var expected = Expected.of(lines);
        for (int size : UNIT_SIZES) {
            var folder = TestFolders.create("first-key");
            try {
                holds(new Bench(folder), lines, new Shape(size, workers, failsAt), expected);
            } finally {
                delete(folder);
            }
        }
    }

    private record Shape(int unitRecords, int workers, int failsAt) {}

    /** What must come of the lines, by the rule itself. */
    private record Expected(RecordCounts counts, List<String> keys) {
        static Expected of(List<Line> lines) {
            Set<String> taken = new HashSet<>();
            List<String> loaded = new ArrayList<>();
            long rejected = 0;
            long filtered = 0;
            long duplicate = 0;
            for (var line : lines) {
                switch (line.fate()) {
                    case FILTERED -> filtered++;
                    case REJECTED_BEFORE_LOAD -> rejected++;
                    default -> {
                        if (!taken.add(line.key())) {
                            duplicate++;
                        } else if (line.fate() == Fate.LOADED) {
                            loaded.add(line.key());
                        } else {
                            rejected++;
                        }
                    }
                }
            }
            return new Expected(
                    new RecordCounts(lines.size(), 0, loaded.size(), rejected, filtered, duplicate), loaded);
        }
    }

    private static void holds(Bench bench, List<Line> lines, Shape shape, Expected expected)
            throws IOException, InterruptedException {
        var dataset = dataset(bench, lines, shape);
        var torn = run(bench, dataset, failing(shape.failsAt()));
        var report = torn.status() == RunStatus.FAILED ? run(bench, dataset, step -> {}) : torn;
        var all = expected.counts();
        assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.records())
                .as("%s of %s", shape, lines)
                .isEqualTo(new RecordCounts(
                        all.read() + 1, 0, all.loaded() + 1, all.rejected(), all.filtered(), all.duplicate()));
        var keys = new ArrayList<>(expected.keys());
        keys.add("last");
        assertThat(loaded(bench)).as("%s of %s", shape, lines).isEqualTo(keys);
    }

    private static Path dataset(Bench bench, List<Line> lines, Shape shape) throws IOException {
        var text = new StringBuilder();
        lines.forEach(
                line -> text.append(line.key()).append('\t').append(line.fate()).append('\n'));
        // A file of rejects alone fails its job; this line is loaded.
        text.append("last\tLOADED\n");
        bench.source("lines.txt", text.toString().getBytes(StandardCharsets.UTF_8));
        return bench.yaml("""
                dataset_id: bench
                extract: { plugin: file, paths: [lines.txt] }
                parse: { plugin: name_and_text }
                normalize: [{ plugin: fated }]
                load: [{ plugin: fussy }, { plugin: jsonl }]
                run: { parse_batch: %d, workers: %d }
                """.formatted(shape.unitRecords(), shape.workers()));
    }

    private static RunReport run(Bench bench, Path dataset, Consumer<String> steps) throws InterruptedException {
        return bench.run(dataset, b -> with(b, FUSSY).steps(steps));
    }

    private static EtlBuilder with(EtlBuilder builder, TestPlugins.OnWrite loader) {
        return builder.plugin(new Fated()).plugin(new TestPlugins.Scripted("fussy", loader));
    }

    /** The loader takes now what it refused: its own second look is no duplicate of the first. */
    @Example
    void aReplayMayLoadTheKeysThatItReadsAgain() throws Exception {
        var folder = TestFolders.create("first-key");
        try {
            var bench = new Bench(folder);
            var lines = List.of(
                    new Line("a", Fate.REFUSED_BY_LOADER),
                    new Line("b", Fate.LOADED),
                    new Line("a", Fate.LOADED),
                    new Line("c", Fate.REJECTED_BEFORE_LOAD));
            var dataset = dataset(bench, lines, new Shape(1, 2, 0));
            assertThat(run(bench, dataset, step -> {}).records()).isEqualTo(new RecordCounts(5, 0, 2, 2, 0, 1));
            try (var etl = bench.etl(b -> with(b, (unit, batch, rejects) -> {}))) {
                var replayed =
                        etl.startReplay(Bench.request(dataset), List.of()).await();
                assertThat(replayed.status()).as("%s", replayed).isEqualTo(RunStatus.COMPLETED);
                assertThat(replayed.records()).isEqualTo(new RecordCounts(5, 0, 3, 1, 0, 1));
            }
            assertThat(loaded(bench)).containsExactlyInAnyOrder("a", "b", "last");
        } finally {
            delete(folder);
        }
    }

    /** Fails once when so many units are at the loaders' targets, and the ledger does not know of the last. */
    private static Consumer<String> failing(int at) {
        var reached = new AtomicInteger();
        return step -> {
            if (step.equals("unit_commit.ledger") && reached.incrementAndGet() == at) {
                throw new EtlException(StandardError.OBJECT_DAMAGED, "failing at unit " + at);
            }
        };
    }

    private static List<String> loaded(Bench bench) throws IOException {
        var keys = new ArrayList<String>();
        for (var part : bench.home().files(n -> n.contains("/part-") && !n.contains("/."))) {
            for (var line : Files.readAllLines(part)) {
                keys.add(line.replaceFirst(".*\"record_identifier\":\"(\\w+)\".*", "$1"));
            }
        }
        return keys;
    }

    private static Fate fate(DataRecord record) {
        return Fate.valueOf(String.valueOf(record.value(1)).toUpperCase(Locale.ROOT));
    }

    /** Does before the load what a line says. */
    private static final class Fated extends TestPlugins.Base<Normalizer, PluginFactory.NoOptions> {
        Fated() {
            super(Normalizer.class, NoOptions.class, "fated");
        }

        @Override
        public Normalizer create(NoOptions options, PluginContext context) {
            return Fated::normalize;
        }

        private static void normalize(DataRecord record, Emitter out) {
            switch (fate(record)) {
                case FILTERED -> {}
                case REJECTED_BEFORE_LOAD -> out.reject(record, List.of(PROBLEM));
                default -> out.emit(record);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
