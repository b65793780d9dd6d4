package dev.tributary.etl.core.internal.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.ContentHash;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Publication;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesLoaderTest {
    private static final RecordType TYPE = RecordType.named("protein")
            .texts(List.of("id", "name"))
            .key("id")
            .label("name")
            .build();
    private static final LoadTarget TARGET = new LoadTarget("job-1", "uniprot_x", "uniprot", "2025_06", "1.0");
    private static final Publication PUBLICATION =
            new Publication(TARGET, 9, Instant.parse("2025-06-18T00:00:00Z"), Map.of());

    @TempDir
    Path home;

    private final List<Problem> problems = new ArrayList<>();

    private static DataRecord record(String id, @Nullable String name, long line, @Nullable String sequenceMd5) {
        return TYPE.record(new Origin(0, "x.dat", 10, 5, 0, line), id, name)
                .withHash(new ContentHash("sha-" + id, "md5-" + id, sequenceMd5))
                .withJson(("{\"id\":\"" + id + "\"}").getBytes(UTF_8));
    }

    private JsonLinesLoader loader(Compression compression) throws IOException {
        var loader = new JsonLinesLoader(new JsonLinesOptions(Optional.empty(), List.of(), compression), home);
        loader.prepare(TARGET, List.of());
        return loader;
    }

    private Path output() {
        return home.resolve("output/uniprot_x/2025_06");
    }

    private LoadReceipt load(JsonLinesLoader loader, int unit, long fence, DataRecord... records)
            throws IOException, InterruptedException {
        try (var task = loader.open(new LoadUnit("j", unit, fence))) {
            write(task, records);
            return task.finish();
        }
    }

    private void write(LoadTask task, DataRecord... records) throws IOException, InterruptedException {
        task.write(new Batch(0, List.of(records)), (record, problem) -> problems.add(problem));
    }

    /** Names to contents below the output folder. */
    private Map<String, String> files() throws IOException {
        var files = new TreeMap<String, String>();
        try (var entries = Files.walk(output())) {
            for (var entry : entries.filter(Files::isRegularFile).toList()) {
                files.put(
                        output().relativize(entry).toString(),
                        Files.readString(entry, java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    @Test
    void aLineHasItsMembersInOrderAndLeavesOutAbsentOnes() throws Exception {
        var receipt = load(
                loader(Compression.NONE),
                7,
                2,
                record("p1", "N\"\u00fc\n\u0001/\ud83d\ude00", 3, "seq"),
                record("p2", null, 0, null));

        var expected = """
                {"record_type":"protein","record_identifier":"p1","record_name":"N\\"\u00fc\\n\\u0001/\ud83d\ude00","content_sha256":"sha-p1","content_md5":"md5-p1","sequence_md5":"seq","source":{"file":"x.dat","offset":10,"line":3},"data":{"id":"p1"}}
                {"record_type":"protein","record_identifier":"p2","content_sha256":"sha-p2","content_md5":"md5-p2","source":{"file":"x.dat","offset":10},"data":{"id":"p2"}}
                """;
        assertThat(Files.readString(output().resolve(".job-1/part-00007.ndjson")))
                .isEqualTo(expected);
        assertThat(receipt)
                .isEqualTo(new LoadReceipt(
                        7,
                        2,
                        List.of(),
                        Map.of(
                                "part",
                                "part-00007.ndjson",
                                "bytes",
                                Integer.toString(expected.getBytes(UTF_8).length),
                                "sha256",
                                DigestUtils.sha256Hex(expected))));
    }

    @Test
    void linesLargerThanTheBufferAreWrittenWhole() throws Exception {
        var big = "y".repeat(700_000);
        var json = "{\"s\":\"" + "x".repeat(600_000) + "\"}";
        var records = new DataRecord[40];
        Arrays.setAll(records, i -> record("p" + i, i % 9 == 0 ? big : "n", 1, null)
                .withJson(
                        i % 7 == 0 ? json.getBytes(UTF_8) : "{}".repeat(i * 500).getBytes(UTF_8)));

        var receipt = load(loader(Compression.NONE), 0, 1, records);

        var text = Files.readString(output().resolve(".job-1/part-00000.ndjson"));
        assertThat(text.lines())
                .hasSize(40)
                .allMatch(line -> line.startsWith("{\"record_type\"") && line.endsWith("}"));
        assertThat(text.lines().toList().get(9)).contains(big).endsWith("\"data\":" + "{}".repeat(4_500) + "}");
        assertThat(receipt.details())
                .containsEntry("sha256", DigestUtils.sha256Hex(text))
                .containsEntry("bytes", Long.toString(text.length()));
    }

    @Test
    void compressedPartsAreDeterministicAndReadable() throws Exception {
        var first = load(loader(Compression.GZIP), 0, 1, record("p1", "n", 1, null));
        var gzip = Files.readAllBytes(output().resolve(".job-1/part-00000.ndjson.gz"));
        assertThat(load(loader(Compression.GZIP), 0, 2, record("p1", "n", 1, null)))
                .isEqualTo(first);
        assertThat(Arrays.copyOf(gzip, 10)).containsExactly(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)))
                .asString(UTF_8)
                .contains("\"p1\"")
                .endsWith("}\n");
        assertThat(first.details()).containsEntry("sha256", DigestUtils.sha256Hex(gzip));

        load(loader(Compression.ZSTD), 0, 1, record("p1", "n", 1, null));
        var zstd = Files.readAllBytes(output().resolve(".job-1/part-00000.ndjson.zst"));
        assertThat(new ZstdInputStream(new ByteArrayInputStream(zstd)))
                .asString(UTF_8)
                .contains("\"p1\"")
                .endsWith("}\n");
    }

    @Test
    void anAttemptThatDoesNotFinishLeavesNothing() throws Exception {
        try (var task = loader(Compression.NONE).open(new LoadUnit("j", 0, 1))) {
            write(task, record("p1", "x".repeat(400_000), 1, null));
            assertThat(files()).containsOnlyKeys(".job-1/part-00000.ndjson.1");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aLateAttemptReplacesThePartByTheSameBytes() throws Exception {
        var loader = loader(Compression.NONE);
        try (var late = loader.open(new LoadUnit("j", 0, 1))) {
            write(late, record("p1", "n", 1, null));
            var winner = load(loader, 0, 2, record("p1", "n", 1, null));
            assertThat(late.finish()).isEqualTo(winner).isEqualTo(late.finish());
        }
        assertThat(files()).containsOnlyKeys(".job-1/part-00000.ndjson");
    }

    @Test
    void aRecordWithoutUtf8FormIsRejectedAndItsNeighboursStay() throws Exception {
        var receipt = load(
                loader(Compression.NONE),
                0,
                1,
                record("p1", "n", 1, null),
                record("p2", "\ud800", 1, null),
                record("p3", "n", 1, null));

        assertThat(problems).extracting(Problem::code).containsExactly(StandardError.VALUE_UNREPRESENTABLE);
        assertThat(receipt.written()).isEqualTo(2);
        assertThat(files().get(".job-1/part-00000.ndjson"))
                .doesNotContain("p2")
                .contains("p3")
                .hasLineCount(2);
    }

    @Test
    void publishRenamesRemovesAndWritesTheManifestLast() throws Exception {
        var loader = loader(Compression.NONE);
        Files.writeString(output().resolve("part-00099.ndjson"), "of an earlier run");
        Files.writeString(output().resolve(".job-1/part-00098.ndjson.4"), "of a run that died");
        var others = Files.createDirectories(output().resolve(".job-2")).resolve("part-00000.ndjson");
        Files.writeString(others, "of another configuration");
        Files.writeString(output().resolve("notes.txt"), "of a person");
        var zero = load(loader, 0, 1, record("p1", "n", 1, null));
        var empty = load(loader, 1, 1);
        var last = load(loader, 123_456, 1, record("p2", "n", 1, null), record("p3", "n", 1, null));

        assertThat(loader.publish(PUBLICATION, List.of(zero, empty, last))).containsExactly(output().toString());

        assertThat(files())
                .containsOnlyKeys(
                        ".job-2/part-00000.ndjson",
                        "manifest.json",
                        "notes.txt",
                        "part-00000.ndjson",
                        "part-123456.ndjson");
        assertThat(output().resolve(".job-1")).doesNotExist();
        assertThat(files().get("manifest.json")).isEqualTo("""
                        {
                          "dataset": "uniprot_x",
                          "release": "2025_06",
                          "version": "1.0",
                          "created_at": "2025-06-18T00:00:00Z",
                          "parts": [
                            {
                              "name": "part-00000.ndjson",
                              "bytes": %s,
                              "sha256": "%s",
                              "records": 1
                            },
                            {
                              "name": "part-123456.ndjson",
                              "bytes": %s,
                              "sha256": "%s",
                              "records": 2
                            }
                          ],
                          "records": 3
                        }
                        """.formatted(
                        zero.details().get("bytes"),
                        zero.details().get("sha256"),
                        last.details().get("bytes"),
                        last.details().get("sha256")));
    }

    /** Every prefix of the renames, with and without the leftovers of the publication that died. */
    @Test
    void publishingAgainAfterACrashAtAnyRenameEndsTheSame() throws Exception {
        var loader = loader(Compression.NONE);
        var receipts = new ArrayList<LoadReceipt>();
        for (int unit = 0; unit < 4; unit++) {
            receipts.add(load(loader, unit, 1, record("p" + unit, "n", 1, null)));
        }
        loader.publish(PUBLICATION, receipts);
        var whole = files();
        for (int renamed = 0; renamed <= 4; renamed++) {
            Files.createDirectories(output().resolve(".job-1"));
            for (int unit = renamed; unit < 4; unit++) {
                Files.move(
                        output().resolve("part-0000" + unit + ".ndjson"),
                        output().resolve(".job-1/part-0000" + unit + ".ndjson"));
            }
            Files.deleteIfExists(output().resolve("manifest.json"));
            Files.writeString(output().resolve(".job-1/manifest.json.8"), "{ half");
            Files.writeString(output().resolve("part-00077.ndjson"), "not yet removed");

            loader(Compression.NONE).publish(PUBLICATION, receipts);

            assertThat(files()).as("%s renamed", renamed).isEqualTo(whole);
        }
        loader(Compression.NONE).publish(PUBLICATION, receipts);
        assertThat(files()).isEqualTo(whole);
    }

    @Test
    void nothingIsTouchedWhenAPartIsNotWhatWasWritten() throws Exception {
        var loader = loader(Compression.NONE);
        var zero = load(loader, 0, 1, record("p1", "n", 1, null));
        var one = load(loader, 1, 1, record("p2", "n", 1, null));
        Files.writeString(output().resolve("manifest.json"), "the one before");
        var part = output().resolve(".job-1/part-00001.ndjson");
        var content = Files.readString(part);

        Files.writeString(part, content + " ");
        assertThatThrownBy(() -> loader.publish(PUBLICATION, List.of(zero, one)))
                .hasMessageContaining("OBJECT_DAMAGED")
                .hasMessageContaining("bytes");
        Files.delete(part);
        assertThatThrownBy(() -> loader.publish(PUBLICATION, List.of(zero, one)))
                .hasMessageContaining("not there");
        Files.writeString(output().resolve("part-00001.ndjson"), content.replace("p2", "p9"));
        assertThatThrownBy(() -> loader.publish(PUBLICATION, List.of(zero, one)))
                .hasMessageContaining("its bytes are not those");

        assertThat(files()).containsEntry("manifest.json", "the one before").containsKey(".job-1/part-00000.ndjson");
    }

    /** As one that was overtaken and finds, when it asks for the receipts, that its lease is lost. */
    @Test
    void aPublicationThatIsGivenUpLeavesNothingOfItsOwn() throws Exception {
        var loader = loader(Compression.NONE);
        var zero = load(loader, 0, 1, record("p1", "n", 1, null));
        loader.publish(PUBLICATION, List.of(zero));
        var whole = files();
        Iterable<LoadReceipt> lost = () -> {
            throw new EtlException(StandardError.LEASE_LOST, "another run took over");
        };

        assertThatThrownBy(() -> loader.publish(PUBLICATION, lost)).hasMessageContaining("LEASE_LOST");

        assertThat(files()).isEqualTo(whole);
        assertThat(output().resolve(".job-1")).doesNotExist();
    }

    @Test
    void theManifestOfAnotherReleaseIsGoneBeforeAPartIsReplaced() throws Exception {
        var loader = loader(Compression.NONE);
        var zero = load(loader, 0, 1, record("p1", "n", 1, null));
        Files.writeString(output().resolve("manifest.json"), "of another release");
        var inTheWay = Files.createDirectories(output().resolve("part-00000.ndjson/x"));

        assertThatThrownBy(() -> loader.publish(PUBLICATION, List.of(zero))).isInstanceOf(IOException.class);

        assertThat(output().resolve("manifest.json")).doesNotExist();
        Files.delete(inTheWay);
        Files.delete(output().resolve("part-00000.ndjson"));
        loader.publish(PUBLICATION, List.of(zero));
        assertThat(files()).containsOnlyKeys("manifest.json", "part-00000.ndjson");
    }

    @Test
    void aFolderOfItsOwnIsUsedAsWritten() throws Exception {
        var directory = home.resolve("mine");
        var loader =
                new JsonLinesLoader(new JsonLinesOptions(Optional.of(directory), List.of(), Compression.NONE), home);
        loader.prepare(TARGET, List.of());

        load(loader, 0, 1, record("p1", "n", 1, null));

        assertThat(directory.resolve(".job-1/part-00000.ndjson")).exists();
    }

    @Test
    void theDefaultFolderIsMadeOfEncodedNames() throws Exception {
        var loader = new JsonLinesLoader(new JsonLinesOptions(Optional.empty(), List.of(), Compression.NONE), home);

        loader.prepare(new LoadTarget("job-1", "../D", "o", "a/b", "1"), List.of());

        assertThat(home.resolve("output/%2E.%2F%44/a%2Fb")).isDirectory();
    }

    @Test
    void saysWhatItNeedsAndWhatItCannot() throws Exception {
        var loader = loader(Compression.NONE);

        assertThat(loader.needs()).containsExactlyInAnyOrder(RecordPart.CONTENT_HASH, RecordPart.JSON);
        try (var task = loader.open(new LoadUnit("j", 0, 1))) {
            assertThatThrownBy(() -> task.delete(new Batch(0, List.of(record("p1", "n", 1, null)))))
                    .hasMessageContaining("DELETE_UNSUPPORTED")
                    .hasMessageContaining("p1");
        }
        assertThatThrownBy(() -> new JsonLinesOptions(Optional.empty(), List.of("a", "a"), Compression.NONE))
                .hasMessageContaining("twice");
    }
}
