package dev.tributary.etl.core.internal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.Framing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What is cut depends on the bytes and the limits alone; nothing is lost, whatever the sizes. */
class FrameReaderProperties {
    private static final Framing ENTRIES = Framing.terminator("//");

    /** A record as the reader gave it; {@code damaged} ones have their code in {@code text}. */
    record Seen(String text, long offset, long length, long ordinal, long line, int unit) {}

    @Property(tries = 300)
    void records_are_the_same_whatever_the_window_and_the_reads(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int chunkBytes,
            @ForAll @IntRange(min = 1, max = 7) int readBytes)
            throws IOException {
        var text = entries(new Random(seed));
        var whole = read(text, ENTRIES, limits(1 << 20, 1 << 20), Integer.MAX_VALUE);
        var cut = read(text, ENTRIES, limits(chunkBytes, 1 << 20), readBytes);

        assertThat(cut).isEqualTo(whole);
        assertThat(String.join("", cut.stream().map(Seen::text).toList())).isEqualTo(text);
    }

    @Property(tries = 300)
    void offsets_and_lines_are_those_of_the_text(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int chunkBytes) throws IOException {
        var text = entries(new Random(seed));
        for (var record : read(text, ENTRIES, limits(chunkBytes, 1 << 20), 64)) {
            assertThat(text.substring((int) record.offset(), (int) (record.offset() + record.length())))
                    .isEqualTo(record.text());
            assertThat(record.line())
                    .isEqualTo(1
                            + text.substring(0, (int) record.offset())
                                    .chars()
                                    .filter(c -> c == '\n')
                                    .count());
        }
    }

    @Property(tries = 300)
    void an_overlong_record_costs_itself_only(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int chunkBytes)
            throws IOException {
        var text = entries(new Random(seed));
        var all = read(text, ENTRIES, limits(1 << 20, 1 << 20), 4096);
        var limited = read(text, ENTRIES, limits(chunkBytes, 40), 4096);

        assertThat(limited).hasSameSizeAs(all);
        for (int i = 0; i < all.size(); i++) {
            var expected = all.get(i);
            var actual = limited.get(i);
            assertThat(actual.offset()).isEqualTo(expected.offset());
            assertThat(actual.length()).isEqualTo(expected.length());
            assertThat(actual.line()).isEqualTo(expected.line());
            assertThat(actual.text())
                    .isEqualTo(expected.length() > 40 ? StandardError.RECORD_TOO_LARGE.name() : expected.text());
        }
    }

    @Property(tries = 200)
    void units_do_not_depend_on_the_reads(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int readBytes)
            throws IOException {
        var text = entries(new Random(seed));
        var limits = new FrameLimits(3, 90, 5, 200, 1 << 20);
        assertThat(read(text, ENTRIES, limits, readBytes)).isEqualTo(read(text, ENTRIES, limits, 4096));
    }

    @Test
    void an_open_quote_costs_one_line() throws IOException {
        var text = "a,b\n1,x\n2,\"open\n3,y\n4,z\n";
        var seen = read(text, Framing.csv('"', 1), limits(8, 1 << 20), 3);
        assertThat(seen.stream().map(Seen::text))
                .containsExactly("1,x\n", StandardError.RECORD_UNTERMINATED.name(), "3,y\n", "4,z\n");
    }

    @Test
    void what_is_left_at_the_end_is_rejected_with_its_place() throws IOException {
        var seen = read("ID a\n//\nID b\n", ENTRIES, limits(64, 1 << 20), 5);
        assertThat(seen).hasSize(2);
        assertThat(seen.get(1)).isEqualTo(new Seen(StandardError.RECORD_UNTERMINATED.name(), 8, 5, 1, 3, 0));
    }

    @Test
    void a_document_that_ends_between_two_records_is_rejected_at_its_end() throws IOException {
        var seen = read("<x>\n<a>1</a>\n<a>2</a>\n", Framing.elements("a"), limits(64, 1 << 20), 5);
        assertThat(seen).hasSize(3);
        assertThat(seen.get(2)).isEqualTo(new Seen(StandardError.RECORD_UNTERMINATED.name(), 22, 0, 2, 4, 0));
        assertThat(read("<x>\n<a>1</a>\n</x>\n", Framing.elements("a"), limits(64, 1 << 20), 5))
                .hasSize(1);
    }

    @Test
    void white_space_at_the_end_is_nothing() throws IOException {
        assertThat(read("ID a\n//\n\n \n", ENTRIES, limits(64, 1 << 20), 5)).hasSize(1);
        assertThat(read("", ENTRIES, limits(64, 1 << 20), 5)).isEmpty();
    }

    @Test
    void chunks_of_short_lines_share_their_window() throws IOException {
        var text = "x\n".repeat(5_000);
        var reader = reader(text, Framing.lines(0), new FrameLimits(1_000, 64 << 10, 2_500, 1 << 20, 1 << 20), 4096);
        var chunks = new ArrayList<FramedChunk>();
        for (var chunk = reader.next(); chunk != null; chunk = reader.next()) {
            chunks.add(chunk);
        }
        assertThat(chunks.stream().map(FramedChunk::records)).containsExactly(1000, 1000, 500, 1000, 1000, 500);
        assertThat(chunks.stream().map(FramedChunk::unit)).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(chunks.stream().map(FramedChunk::indexInUnit)).containsExactly(0, 1, 2, 0, 1, 2);
        assertThat(chunks.get(0).bytes()).isSameAs(chunks.get(5).bytes());
        assertThat(reader.units()).isEqualTo(2);
    }

    @Test
    void records_before_a_header_line_keep_the_header_they_had() throws IOException {
        Framing headers = () -> (bytes, from, to, cuts) -> {
            for (int i = from; i < to; i++) {
                if (bytes[i] == '\n') {
                    cuts.record(i + 1);
                } else if (bytes[i] == '#') {
                    cuts.header(i + 1);
                }
            }
        };
        var reader = reader("a\n#b\n", headers, limits(64, 1 << 20), 64);
        assertThat(Objects.requireNonNull(reader.next()).header()).isEmpty();
        assertThat(Objects.requireNonNull(reader.next()).header()).isEqualTo(new byte[] {'#'});
    }

    private static String entries(Random random) {
        var text = new StringBuilder();
        int n = random.nextInt(12);
        for (int i = 0; i < n; i++) {
            int lines = random.nextInt(4);
            for (int line = 0; line < lines; line++) {
                text.append("x/".repeat(random.nextInt(20))).append('\n');
            }
            text.append("//\n");
        }
        return text.toString();
    }

    private static FrameLimits limits(int chunkBytes, long maxRecordBytes) {
        return new FrameLimits(1_000, chunkBytes, 1_000, 1 << 20, maxRecordBytes);
    }

    private static FrameReader reader(String text, Framing framing, FrameLimits limits, int readBytes) {
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(len, readBytes));
            }
        };
        return new FrameReader(FrameSource.of(0, "file"), in, framing, limits);
    }

    private static List<Seen> read(String text, Framing framing, FrameLimits limits, int readBytes) throws IOException {
        var reader = reader(text, framing, limits, readBytes);
        var seen = new ArrayList<Seen>();
        for (var chunk = reader.next(); chunk != null; chunk = reader.next()) {
            var p = chunk.pieces();
            for (int i = 0; i < p.count(); i++) {
                int length = p.to()[i] - p.from()[i];
                var piece = new String(chunk.bytes(), p.from()[i], length, StandardCharsets.UTF_8);
                long offset = p.streamOffset() + p.from()[i];
                seen.add(new Seen(piece, offset, length, p.ordinals()[i], p.lines()[i], chunk.unit()));
            }
            for (var d : chunk.damaged()) {
                var o = d.origin();
                seen.add(new Seen(
                        d.problem().code().name(), o.offset(), o.length(), o.ordinal(), o.line(), chunk.unit()));
            }
        }
        seen.sort(java.util.Comparator.comparingLong(Seen::ordinal));
        return seen;
    }
}
