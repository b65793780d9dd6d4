package dev.tributary.etl.core.internal.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.ContentHash;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Publication;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionedPartsTest {
    private static final RecordType TYPE = RecordType.named("protein")
            .column("id", Kind.TEXT)
            .column("organism", Kind.ANY)
            .column("year", Kind.ANY)
            .key("id")
            .build();
    private static final LoadTarget TARGET = new LoadTarget("job-1", "proteins", "uniprot", "2025_06", "1.0");
    private static final LoadTarget OTHER = new LoadTarget("job-2", "proteins", "uniprot", "2025_06", "1.0");

    @TempDir
    Path home;

    private final List<Problem> problems = new ArrayList<>();

    private static DataRecord record(String id, @Nullable Object organism, @Nullable Object year) {
        return TYPE.record(new Origin(0, "x.dat", 10, 5, 0, 1), id, organism, year)
                .withHash(new ContentHash("sha-" + id, "md5-" + id, null))
                .withJson(("{\"id\":\"" + id + "\"}").getBytes(UTF_8));
    }

    private JsonLinesLoader loader(LoadTarget target, Compression compression, String... columns) throws IOException {
        var options = new JsonLinesOptions(Optional.empty(), List.of(columns), compression);
        var loader = new JsonLinesLoader(options, home);
        loader.prepare(target, List.of(TYPE));
        return loader;
    }

    private LoadReceipt load(JsonLinesLoader loader, int unit, long fence, DataRecord... records)
            throws IOException, InterruptedException {
        try (var task = loader.open(new LoadUnit("j", unit, fence))) {
            task.write(new Batch(0, List.of(records)), (record, problem) -> problems.add(problem));
            return task.finish();
        }
    }

    private void publish(JsonLinesLoader loader, LoadTarget target, LoadReceipt... receipts) throws IOException {
        loader.publish(new Publication(target, 9, Instant.EPOCH, Map.of()), List.of(receipts));
    }

    private Path output() {
        return home.resolve("output/proteins/2025_06");
    }

    /** Names of all that lies in the output folder, with the identifiers in each part. */
    private Map<String, String> parts() throws IOException {
        var parts = new TreeMap<String, String>();
        try (var files = Files.walk(output())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = Files.readString(file);
                parts.put(
                        output().relativize(file).toString().replace('\\', '/'),
                        text.replaceAll("(?m)^.*\"record_identifier\":\"([^\"]*)\".*\n", "$1 "));
            }
        }
        parts.remove("manifest.json");
        return parts;
    }

    @Test
    void eachUnitHasAPartInTheFolderOfEachValue() throws Exception {
        var loader = loader(TARGET, Compression.NONE, "organism", "year");
        var first = load(
                loader, 0, 1, record("a", "human", 2024L), record("b", "mouse", 2024L), record("c", "human", 2024L));
        var second = load(loader, 1, 1, record("d", "human", 2024L), record("e", null, 2025L));

        publish(loader, TARGET, first, second);

        assertThat(parts())
                .containsExactly(
                        Map.entry("organism=__HIVE_DEFAULT_PARTITION__/year=2025/part-00001.ndjson", "e "),
                        Map.entry("organism=human/year=2024/part-00000.ndjson", "a c "),
                        Map.entry("organism=human/year=2024/part-00001.ndjson", "d "),
                        Map.entry("organism=mouse/year=2024/part-00000.ndjson", "b "));
        assertThat(Files.readString(output().resolve("manifest.json")))
                .contains("\"name\": \"organism=human/year=2024/part-00000.ndjson\"")
                .contains("\"records\": 5");
        try (var hidden = Files.list(output())) {
            assertThat(hidden.map(f -> String.valueOf(f.getFileName()))).noneMatch(n -> n.startsWith("."));
        }
    }

    @Test
    void anyValueIsOneFolderAndDifferentValuesAreDifferentOnes() throws Exception {
        var loader = loader(TARGET, Compression.NONE, "organism");
        Object[] values = {
            "../../evil",
            "Human",
            "human",
            "",
            "a/b=c",
            "__HIVE_DEFAULT_PARTITION__",
            true,
            new BigDecimal("1.50"),
            0.1,
            Instant.EPOCH,
            LocalDate.EPOCH
        };
        var records = new DataRecord[values.length];
        for (int i = 0; i < values.length; i++) {
            records[i] = record("r" + i, values[i], null);
        }

        publish(loader, TARGET, load(loader, 0, 1, records));

        assertThat(parts().keySet())
                .contains(
                        "organism=%2E.%2F..%2Fevil/part-00000.ndjson",
                        "organism=%48uman/part-00000.ndjson",
                        "organism=1.5/part-00000.ndjson",
                        "organism=1970-01-01/part-00000.ndjson")
                .hasSize(values.length);
    }

    @Test
    void aListIsNoFolderAndItsRecordIsRejected() throws Exception {
        var loader = loader(TARGET, Compression.NONE, "organism");
        var receipt = load(loader, 0, 1, record("a", List.of("x"), null), record("b", "x", null));

        assertThat(receipt.written()).isEqualTo(1);
        assertThat(problems)
                .hasSize(1)
                .first()
                .asString()
                .contains("RECORD_UNLOADABLE")
                .contains("organism");
    }

    @Test
    void linesThatDoNotFitInMemoryAreAppendedAndAFenceDoesNotChangeThem() throws Exception {
        var big = "{\"s\":\"" + "x".repeat(3 << 20) + "\"}";
        var records = new DataRecord[12];
        for (int i = 0; i < records.length; i++) {
            records[i] = record("r" + i, (long) (i % 2), null).withJson(big.getBytes(UTF_8));
        }
        var loader = loader(TARGET, Compression.GZIP, "organism");
        var receipt = load(loader, 0, 1, records);
        assertThat(load(loader, 0, 2, records)).isEqualTo(receipt);

        publish(loader, TARGET, receipt);

        var part = output().resolve("organism=1/part-00000.ndjson.gz");
        try (var in = new GZIPInputStream(Files.newInputStream(part))) {
            assertThat(new String(in.readAllBytes(), UTF_8).lines()).hasSize(6).allMatch(l -> l.endsWith(big + "}"));
        }
    }

    @Test
    void publishingAgainEndsTheSameAndAnotherJobsPartsGo() throws Exception {
        var old = loader(OTHER, Compression.NONE, "organism");
        publish(old, OTHER, load(old, 0, 1, record("x", "gone", null), record("y", "human", null)));
        var loader = loader(TARGET, Compression.NONE, "organism");
        var receipt = load(loader, 3, 1, record("a", "human", null));

        publish(loader, TARGET, receipt);
        publish(loader(TARGET, Compression.NONE, "organism"), TARGET, receipt);

        assertThat(parts()).containsExactly(Map.entry("organism=human/part-00003.ndjson", "a "));
        assertThat(output().resolve("organism=gone")).doesNotExist();

        var flat = loader(OTHER, Compression.NONE);
        publish(flat, OTHER, load(flat, 0, 1, record("z", "human", null)));
        assertThat(parts()).containsExactly(Map.entry("part-00000.ndjson", "z "));
    }

    @Test
    void aDamagedPartIsNotPublished() throws Exception {
        var receipt = load(loader(TARGET, Compression.NONE, "organism"), 0, 1, record("a", "human", null));
        Files.writeString(
                output().resolve(".job-1/organism=human/part-00000.ndjson"),
                "x".repeat(Math.toIntExact(Files.size(output().resolve(".job-1/organism=human/part-00000.ndjson")))));

        assertThatThrownBy(() -> publish(loader(TARGET, Compression.NONE, "organism"), TARGET, receipt))
                .hasMessageContaining("OBJECT_DAMAGED");
    }

    @Test
    void tooManyFoldersInAUnitAndUnknownColumnsAreRefused() throws Exception {
        var loader = loader(TARGET, Compression.NONE, "id");
        var records = new DataRecord[PartitionedTask.MAX_PARTITIONS + 1];
        for (int i = 0; i < records.length; i++) {
            records[i] = record("r" + i, null, null);
        }

        assertThatThrownBy(() -> load(loader, 0, 1, records))
                .hasMessageContaining("LOAD_FAILED")
                .hasMessageContaining("1000 folders");
        try (var left = Files.walk(output())) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
        assertThatThrownBy(() -> loader(TARGET, Compression.NONE, "organisme"))
                .hasMessageContaining("Cannot partition by organisme");
    }
}
