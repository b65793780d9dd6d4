package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.EtlBuilder;
import dev.tributary.etl.core.History;
import dev.tributary.etl.core.RecordTrace;
import dev.tributary.etl.core.RejectedRecord;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a record came from is the same whether its job was done in one pass or in two. */
@Timeout(120)
class StagedTraceTest {
    private static final int ENTRIES = 30;
    private static final int DAMAGED = 40;
    private static final int REFUSED = 7;

    @TempDir
    Path folder;

    /** What is known of each key, and of each reject; ids of jobs and rejects left out, for they are another home's. */
    private record Known(Map<String, List<String>> traces, List<String> rejects) {}

    private interface Source {
        void in(Path folder) throws IOException;
    }

    private Known known(String yaml, Source source, Kill.Shape shape, List<String> keys)
            throws IOException, InterruptedException {
        var place = Files.createDirectory(folder.resolve(shape.mode()));
        var bench = new Bench(place);
        source.in(place);
        UnaryOperator<EtlBuilder> plugins = builder -> builder.plugin(new BundlePlugins.Folder())
                .plugin(new BundlePlugins.Bundle(line -> {}))
                .plugin(new BundlePlugins.Seq())
                .plugin(new TestPlugins.Scripted((unit, batch, rejects) -> batch.records().stream()
                        .filter(record -> record.key().equals(Entries.accession(REFUSED)))
                        .forEach(record -> rejects.reject(
                                record, Problem.of(StandardError.RECORD_UNLOADABLE, "nobody wants it")))));
        var run = "run: { mode: " + shape.mode()
                + ", workers: 3, parse_batch: 7, chunk_bytes: 2KiB, unit_bytes: 64KiB }\n";
        var report = bench.run(bench.yaml(yaml + run), plugins);
        assertThat(report.failure()).isEmpty();
        try (var etl = bench.etl(plugins)) {
            var history = etl.history();
            var traces = new TreeMap<String, List<String>>();
            for (var key : keys) {
                traces.put(key, told(history, key));
            }
            var rejects = history.rejects("bench", 100).stream()
                    .map(StagedTraceTest::told)
                    .toList();
            return new Known(traces, rejects);
        }
    }

    private static List<String> told(History history, String key) throws IOException, InterruptedException {
        var told = new ArrayList<String>();
        for (RecordTrace trace : history.trace("bench", key)) {
            var bytes = new String(history.sourceBytes(trace), StandardCharsets.UTF_8);
            told.add(trace.toString().replace(trace.jobId(), "") + " " + bytes);
        }
        return told;
    }

    private static String told(RejectedRecord reject) {
        return String.join(
                " ",
                reject.place(),
                reject.code(),
                reject.recordIdentifier(),
                Long.toString(reject.offset()),
                Long.toString(reject.length()),
                new String(reject.raw(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void recordsAndRejects(StagedRunTest.Stored stored) throws IOException, InterruptedException {
        var text = Entries.text(0, 20) + Entries.damaged(DAMAGED) + Entries.text(20, ENTRIES);
        var members = stored.file().endsWith(".zip") ? ", members: ['*.dat']" : "";
        var yaml = """
                dataset_id: bench
                release: { external: "1" }
                extract: { plugin: file, paths: ['%s']%s }
                parse: { plugin: uniprot_flat }
                load: [{ plugin: scripted }, { plugin: jsonl }]
                """.formatted(stored.file(), members);
        var keys = new ArrayList<String>();
        for (int i = 0; i < ENTRIES; i++) {
            keys.add(Entries.accession(i));
        }
        keys.add(Entries.accession(DAMAGED));
        var bytes = stored.bytes(text);
        Source source = place -> Files.write(place.resolve(stored.file()), bytes);

        var direct = known(yaml, source, Kill.Shape.IN_ONE_PASS, keys);
        var staged = known(yaml, source, Kill.Shape.IN_TWO_PASSES, keys);

        assertThat(direct.traces().get(Entries.accession(25)))
                .singleElement()
                .asString()
                .contains("ordinal=26", Entries.entry(25));
        assertThat(direct.traces().get(Entries.accession(REFUSED)))
                .as("a loader refused it")
                .isEmpty();
        assertThat(direct.traces().get(Entries.accession(DAMAGED)))
                .as("its parser did")
                .isEmpty();
        assertThat(direct.rejects()).hasSize(members.isEmpty() ? 2 : 3);
        assertThat(staged).isEqualTo(direct);
    }

    @Test
    void recordsOfAGroupOfFiles() throws IOException, InterruptedException {
        var yaml = """
                dataset_id: bench
                extract: { plugin: bundles, folder: 'in' }
                parse: { plugin: bundle }
                load: [{ plugin: scripted }, { plugin: jsonl }]
                """;
        Source source = place -> {
            var in = Files.createDirectory(place.resolve("in"));
            for (var group : List.of("g0", "g1")) {
                Files.writeString(
                        in.resolve(group + ".report"), group + "_a row\n! bad " + group + "\n" + group + "_b row\n");
                Files.writeString(in.resolve(group + ".seq"), "ACGT" + group);
            }
        };
        var keys = List.of("g0_a", "g0_b", "g1_a", "g1_b", "!");

        var direct = known(yaml, source, Kill.Shape.IN_ONE_PASS, keys);
        var staged = known(yaml, source, Kill.Shape.IN_TWO_PASSES, keys);

        assertThat(direct.traces().get("g1_b"))
                .singleElement()
                .asString()
                .contains("source=g1.report", "line=3", "g1_b row");
        assertThat(direct.rejects()).hasSize(2);
        assertThat(staged).isEqualTo(direct);
    }
}
