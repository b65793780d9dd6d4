package dev.tributary.etl.spi.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Publication;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProbesTest {
    private static final RecordType ITEM =
            RecordType.named("item").column("id", Kind.TEXT).key("id").build();

    private final Taken out = new Taken();

    private static DataRecord item(String id) {
        return ITEM.record(Origin.ofFile(0, "f"), id);
    }

    @Test
    void aFlatFileNeedsNothingMore() {
        var text = "ID   A\nAC   P1;\n     MKV\n//\nID   B\nAC   P2;\n     AAA\n     CC\n//\n";
        var parser = new FlatFileProbe();
        parser.parse(new WholeText(text, parser.framing()), out);
        assertThat(out.records).extracting(DataRecord::key).containsExactly("P1", "P2");
        assertThat(out.records).extracting(r -> r.text("sequence")).containsExactly("MKV", "AAACC");
    }

    @Test
    void pubMedArticlesAndDeletionsComeFromOneFile() {
        var text =
                "<?xml version=\"1.0\"?><PubmedArticleSet>\n<PubmedArticle><PMID Version=\"1\">7</PMID></PubmedArticle>\n"
                        + "<DeleteCitation><PMID>8</PMID><PMID>9</PMID></DeleteCitation></PubmedArticleSet>";
        var parser = new PubMedProbe();
        parser.parse(new WholeText(text, parser.framing()), out);
        assertThat(out.records).extracting(DataRecord::key).containsExactly("7");
        assertThat(out.deletions).extracting(DataRecord::key).containsExactly("8", "9");
        assertThat(out.positions).containsEntry("updatefiles", Instant.ofEpochSecond(1));
    }

    @Test
    void anElementWithoutIdIsAProblemOfItsData() {
        var parser = new PubMedProbe();
        var chunk = new WholeText("<PubmedArticle></PubmedArticle>", parser.framing());
        assertThatThrownBy(() -> parser.parse(chunk, out))
                .isInstanceOfSatisfying(
                        EtlException.class, e -> assertThat(e.code()).isEqualTo(StandardError.FIELD_INVALID));
    }

    private record TextSource(String name, String text) implements ByteSource {
        @Override
        public long size() {
            return text.length();
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void anAssemblyIsMadeOfSeveralFiles() throws Exception {
        List<ByteSource> files = List.of(
                new TextSource("GCA_1_genomic.fna", ">chr\nACGT\n"),
                new TextSource("GCA_1_assembly_report.txt", "# Name: x\n# GenBank assembly accession: GCA_1.1\n"));
        new AssemblyProbe().parse(files, out);
        var record = out.records.get(0);
        assertThat(record.key()).isEqualTo("GCA_1.1");
        assertThat(record.value("sequence_bytes")).isEqualTo(10L);
        assertThat(record.attachments()).singleElement().satisfies(a -> assertThat(a.format())
                .isEqualTo("fna"));
    }

    @Test
    void aMeltEmitsOneRecordAValue() {
        int genes = 1_000;
        var columns = new StringBuilder("gene");
        for (int i = 0; i < 100; i++) {
            columns.append("\ts").append(i);
        }
        var text = new StringBuilder(columns).append('\n');
        for (int g = 0; g < genes; g++) {
            text.append('g').append(g).append("\t0.5".repeat(100)).append('\n');
        }
        var parser = new MeltProbe();
        parser.parse(new WholeText(text.toString(), parser.framing()), out);
        assertThat(out.records).hasSize(100_000);
        var last = out.records.get(99_999);
        assertThat(last.key()).isEqualTo("g999/s99");
        assertThat(last.type()).isSameAs(out.records.get(0).type());
        assertThat(last.origin()).isSameAs(out.records.get(99_900).origin());
    }

    @Test
    void aVersionedLoadTakesReceiptsAndMovesForwardOnly() throws Exception {
        var loader = new VersionedLoaderProbe();
        var receipts = new ArrayList<LoadReceipt>();
        for (int n = 0; n < 2; n++) {
            try (var task = loader.open(new LoadUnit("job", n, 5))) {
                task.write(new Batch(0, List.of(item("a" + n))), (r, p) -> {});
                task.delete(new Batch(1, List.of(item("b" + n))));
                receipts.add(task.finish());
            }
        }
        var again = loader.open(new LoadUnit("job", 1, 6));
        assertThat(again.committed()).contains(receipts.get(1));
        assertThat(again.finish()).isEqualTo(receipts.get(1));
        var target = new LoadTarget("job", "d", "o", "2025_06", "1.0");
        assertThat(loader.publish(new Publication(target, 6, Instant.EPOCH, Map.of()), receipts))
                .containsExactly("cloud:d/2025_06");
        assertThat(loader.current()).containsExactly("0:a0,-b0", "1:a1,-b1");
        assertThatThrownBy(() -> loader.publish(new Publication(target, 5, Instant.EPOCH, Map.of()), List.of()))
                .hasMessageContaining("E5002");
    }

    @Test
    void enrichmentFallsBackToSingleRecords() {
        var calls = new ArrayList<Integer>();
        var transformer = new EnrichmentProbe(keys -> {
            calls.add(keys.size());
            if (keys.contains("bad")) {
                throw new IOException("refused");
            }
            return keys.stream().collect(Collectors.toMap(k -> k, k -> k + "!"));
        });
        transformer.transform(new Batch(0, List.of(item("a"), item("bad"), item("c"))), out);
        assertThat(calls).containsExactly(3, 1, 1, 1);
        assertThat(out.records).extracting(r -> r.text("answer")).containsExactly("a!", "c!");
        assertThat(out.problems).hasSize(1);
        transformer.transform(new Batch(1, List.of(item("d"))), out);
        assertThat(calls).hasSize(5);
    }

    @Test
    void aFramingOfAThirdPartyIsAsGoodAsOurs() {
        var bytes = ByteBuffer.allocate(4 + 3 + 4 + 4 + 1);
        bytes.putInt(3).put(new byte[] {'\n', 0, -1}).putInt(0).putInt(1).put((byte) 9);
        Framing framing = new LengthPrefixedProbe();
        var chunk = new WholeText(bytes.array(), framing);
        assertThat(framing.text()).isFalse();
        assertThat(chunk.size()).isEqualTo(3);
        assertThat(chunk.next()).isTrue();
        assertThat(chunk.to() - chunk.from()).isEqualTo(7);
        assertThat(chunk.next()).isTrue();
        assertThat(chunk.next()).isTrue();
        assertThat(chunk.bytes()[chunk.from() + 4]).isEqualTo((byte) 9);
        assertThat(chunk.next()).isFalse();
    }

    @Test
    void attachmentsWarningsAndRejectsHaveTheirPlaces() throws Exception {
        out.reject(Origin.ofFile(0, "f"), StandardError.FIELD_INVALID, "no number");
        out.warn(Origin.ofFile(0, "f"), out.problems.get(0));
        assertThat(out.problems).hasToString("[E3004 FIELD_INVALID: no number]");
        assertThat(out.warnings).hasSize(1);
        out.attach("x", InputStream.nullInputStream());
        assertThat(out.attached).containsExactly("x:0");
    }
}
