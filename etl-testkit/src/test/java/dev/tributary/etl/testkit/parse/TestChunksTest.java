package dev.tributary.etl.testkit.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Chunk;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.Parser;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestChunksTest {
    private static final RecordType TYPE =
            RecordType.named("word").texts(List.of("word")).key("word").build();
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    /** Does with a line what the line says. */
    private static final class WordParser implements Parser {
        @Override
        public Framing framing() {
            return Framing.lines(0);
        }

        @Override
        public List<RecordType> types() {
            return List.of(TYPE);
        }

        @Override
        public void parse(Chunk chunk, Emitter out) throws java.io.IOException, InterruptedException {
            while (chunk.next()) {
                String word = chunk.text(StandardCharsets.UTF_8).strip();
                switch (word) {
                    case "nothing" -> {}
                    case "gone" -> out.delete(TYPE.record(chunk.origin(), word));
                    case "bad" -> out.reject(chunk.origin(), StandardError.RECORD_MALFORMED, "it is bad");
                    case "odd" -> {
                        out.warn(chunk.origin(), Problem.of(StandardError.RECORD_ODD, "it is odd"));
                        out.emit(TYPE.record(chunk.origin(), word));
                    }
                    case "noon" -> {
                        out.advance("words", NOON);
                        out.emit(TYPE.record(chunk.origin(), word));
                    }
                    case "two" -> {
                        out.emit(TYPE.record(chunk.origin(), "one"));
                        out.emit(TYPE.record(chunk.origin(), "other"));
                    }
                    case "config" -> throw new EtlException(StandardError.DEFECT, "Cannot go on");
                    case "attach" -> out.attach("txt", InputStream.nullInputStream());
                    default -> out.emit(TYPE.record(chunk.origin(), word));
                }
            }
        }
    }

    private static ParsedFile parse(String text) throws Exception {
        return TestChunks.of(text).parse(new WordParser());
    }

    @Test
    void it_tells_what_became_of_every_record() throws Exception {
        ParsedFile file = parse("a\nnothing\ngone\nbad\nodd\nnoon\ntwo\n");

        assertThat(file.records()).extracting(r -> r.key()).containsExactly("a", "odd", "noon", "one", "other");
        assertThat(file.records()).allMatch(r -> r.raw().isPresent() && r.hash().isPresent());
        assertThat(file.deletions()).extracting(r -> r.key()).containsExactly("gone");
        assertThat(file.rejects()).hasSize(1);
        assertThat(new String(file.rejects().get(0).raw(), StandardCharsets.UTF_8))
                .isEqualTo("bad\n");
        assertThat(file.warnings())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("test:5 ")
                .contains("RECORD_ODD");
        assertThat(file.positions()).containsEntry("words", NOON);
        assertThat(List.of(file.read(), file.derived(), file.filtered())).containsExactly(7L, 1L, 1L);
        assertThat(file.balanced()).isTrue();
        assertThat(file.chunks()).isEqualTo(1);
    }

    @Test
    void chunks_are_cut_as_asked_and_come_in_the_order_that_was_asked() throws Exception {
        var chunks = TestChunks.of("a\nb\nc\nd\ne\n").cutAt(2, 1_000);

        assertThat(chunks.parse(new WordParser()).chunks()).isEqualTo(3);
        assertThat(chunks.reversed().parse(new WordParser()))
                .usingRecursiveComparison()
                .isEqualTo(chunks.parse(new WordParser()));
        assertThat(chunks.sourceRecords(Framing.lines(1))).hasSize(4);
    }

    @Test
    void a_record_over_the_limit_is_rejected() throws Exception {
        ParsedFile file = TestChunks.of("a\n" + "b".repeat(5_000) + "\nc\n")
                .cutAt(10, 1_000)
                .maxRecordBytes(600)
                .parse(new WordParser());

        assertThat(file.records()).extracting(r -> r.key()).containsExactly("a", "c");
        assertThat(file.rejects().get(0).problems().get(0).code()).isEqualTo(StandardError.RECORD_TOO_LARGE);
    }

    @Test
    void what_no_record_answers_for_is_thrown() {
        assertThatThrownBy(() -> parse("a\nconfig\n")).isInstanceOf(EtlException.class);
        assertThatThrownBy(() -> parse("attach\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("FileParser");
    }
}
