package dev.tributary.etl.core.internal.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Attachment;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Publication;
import dev.tributary.etl.spi.stage.RecordFormat;
import dev.tributary.etl.spi.stage.Upload;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

class FilesLoaderTest {
    private static final RecordType PROTEIN =
            RecordType.named("protein").texts(List.of("id")).key("id").build();
    private static final RecordType OTHER =
            RecordType.named("other").texts(List.of("id")).key("id").build();
    private static final Origin ORIGIN = Origin.ofFile(0, "x");

    private final MemoryObjects objects = new MemoryObjects();
    private final List<Problem> problems = new ArrayList<>();

    /** Renders the key of records of one type, and refuses the key {@code bad}. */
    private record KeyFormat(String name, String type, Set<RecordPart> needs) implements RecordFormat {
        @Override
        public String mediaType() {
            return "text/plain";
        }

        @Override
        public boolean renders(RecordType candidate) {
            return candidate.name().equals(type);
        }

        @Override
        public void render(DataRecord record, OutputStream out) throws IOException {
            if (record.key().equals("bad")) {
                throw new EtlException(StandardError.VALUE_UNREPRESENTABLE, "Cannot render bad");
            }
            out.write((name + " of " + record.key()).getBytes(UTF_8));
        }
    }

    private FilesLoader loader(String... formats) {
        var known = Map.<String, RecordFormat>of(
                "protein/dat", new KeyFormat("dat", "protein", Set.of(RecordPart.RAW)),
                "other/dat", new KeyFormat("dat", "nothing", Set.of()),
                "fasta", new KeyFormat("fasta", "protein", Set.of()));
        var loader = new FilesLoader(new FilesOptions(List.of(formats)), new TestContext(objects, known));
        loader.prepare(new LoadTarget("job-1", "d", "UniProt", "2025_06", "1.0"), List.of());
        return loader;
    }

    private LoadReceipt load(FilesLoader loader, DataRecord... records) throws IOException, InterruptedException {
        try (var task = loader.open(new LoadUnit("j", 3, 1))) {
            task.write(new Batch(0, List.of(records)), (record, problem) -> problems.add(problem));
            return task.finish();
        }
    }

    @Test
    void storesAFilePerFormatAndReportsIt() throws Exception {
        var receipt = load(loader("dat", "fasta"), PROTEIN.record(ORIGIN, "P1"));

        assertThat(objects.objects)
                .containsOnlyKeys("%55ni%50rot/%501/1.0/%501.dat", "%55ni%50rot/%501/1.0/%501.fasta");
        assertThat(receipt.unit()).isEqualTo(3);
        assertThat(receipt.written()).isEqualTo(1);
        assertThat(receipt.uploads())
                .contains(new Upload(
                        "protein",
                        "P1",
                        "fasta",
                        "%55ni%50rot/%501/1.0/%501.fasta",
                        11,
                        DigestUtils.md5Hex("fasta of P1"),
                        DigestUtils.sha256Hex("fasta of P1"),
                        "text/plain"));
    }

    @Test
    void identifiersCannotLeaveTheirFolder() throws Exception {
        load(loader("fasta"), PROTEIN.record(ORIGIN, "../../etc/passwd").identifiedAs("../../etc/passwd", null));

        assertThat(objects.objects)
                .containsOnlyKeys("%55ni%50rot/%2E.%2F..%2Fetc%2Fpasswd/1.0/%2E.%2F..%2Fetc%2Fpasswd.fasta");
    }

    @Test
    void aRecordThatOneFormatRefusesLeavesNoFileAndItsNeighboursStay() throws Exception {
        var receipt = load(loader("dat", "fasta"), PROTEIN.record(ORIGIN, "bad"), PROTEIN.record(ORIGIN, "good"));

        assertThat(objects.objects.keySet()).hasSize(2).allMatch(key -> key.contains("good"));
        assertThat(problems).extracting(Problem::code).containsExactly(StandardError.VALUE_UNREPRESENTABLE);
        assertThat(receipt.written()).isEqualTo(1);
    }

    @Test
    void aTypeThatNoFormatRendersIsRejected() throws Exception {
        load(loader("dat"), OTHER.record(ORIGIN, "x"));

        assertThat(objects.objects).isEmpty();
        assertThat(problems).extracting(Problem::code).containsExactly(StandardError.RECORD_UNLOADABLE);
    }

    @Test
    void anAttachedFileIsCopiedInsteadOfRendered() throws Exception {
        objects.objects.put("attached/1", "big".getBytes(UTF_8));
        var attachment = new Attachment("fasta", MemoryObjects.stored("attached/1", "big".getBytes(UTF_8)));

        var receipt = load(loader("fasta"), PROTEIN.record(ORIGIN, "p1").with(attachment));

        assertThat(objects.objects.get("%55ni%50rot/p1/1.0/p1.fasta"))
                .asString(UTF_8)
                .isEqualTo("big");
        assertThat(receipt.uploads().get(0).md5()).isEqualTo(DigestUtils.md5Hex("big"));
    }

    @Test
    void needsWhatTheFormatsOfTheTypesNeed() {
        var loader = loader("dat", "fasta");
        var target = new LoadTarget("job-1", "d", "o", "r", "1.0");

        assertThat(loader.needs()).containsExactlyInAnyOrder(RecordPart.values());
        loader.prepare(target, List.of(PROTEIN));
        assertThat(loader.needs()).containsExactly(RecordPart.RAW);
        loader.prepare(target, List.of(OTHER));
        assertThat(loader.needs()).isEmpty();
        assertThatThrownBy(() -> loader("dta").prepare(target, List.of(PROTEIN)))
                .hasMessageContaining("PLUGIN_UNKNOWN");
    }

    @Test
    void deletesTheFilesOfAKey() throws Exception {
        var loader = loader("dat", "fasta");
        load(loader, PROTEIN.record(ORIGIN, "p1"), PROTEIN.record(ORIGIN, "p2"));
        try (var task = loader.open(new LoadUnit("j", 4, 1))) {
            task.delete(new Batch(0, List.of(PROTEIN.record(ORIGIN, "p1"))));
        }

        assertThat(objects.objects.keySet()).hasSize(2).allMatch(key -> key.contains("p2"));
    }

    @Test
    void publishNamesThePrefix() {
        var target = new LoadTarget("job-1", "d", "uniprot", "r", "1.0");

        assertThat(loader("dat").publish(new Publication(target, 1, Instant.EPOCH, Map.of()), List.of()))
                .containsExactly("%55ni%50rot/");
    }

    @Test
    void optionsNameEachFormatOnce() {
        assertThatThrownBy(() -> new FilesOptions(List.of())).hasMessageContaining("no format");
        assertThatThrownBy(() -> new FilesOptions(List.of("a", "a"))).hasMessageContaining("twice");
    }
}
