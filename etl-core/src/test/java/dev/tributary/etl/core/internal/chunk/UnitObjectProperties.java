package dev.tributary.etl.core.internal.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tributary.etl.core.internal.frame.FrameLimits;
import dev.tributary.etl.core.internal.frame.FrameReader;
import dev.tributary.etl.core.internal.frame.FrameSource;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.Framing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What is read of a unit's object is what was framed, for every framing and every cut; or it is an error. */
class UnitObjectProperties {
    private static final Map<String, Framing> FRAMINGS = Map.of(
            "lines", Framing.lines(2),
            "csv", Framing.csv('"', 1),
            "terminator", Framing.terminator("//"),
            "marker", Framing.marker(">"),
            "elements", Framing.elements("a", "bc"),
            "json items", Framing.jsonItems());

    private static final List<String> PIECES = List.of(
            "\n",
            "\r\n",
            "//\n",
            "\n//\n",
            ">x\n",
            "\"",
            ",",
            "<a>",
            "</a>",
            "<bc/>",
            "<r>",
            "</r>",
            "[",
            "]",
            "{}",
            "x",
            "xxxxxxxxxxxxxxxxxxxx",
            "é",
            "id,1\n",
            "{\"k\":[1,2]}",
            " ");

    /** All that a chunk says of its records, wherever they lie in its array. */
    record Told(
            int file,
            String source,
            int unit,
            int index,
            String header,
            List<String> records,
            List<Long> offsets,
            List<Long> ordinals,
            List<Long> lines,
            List<String> damaged) {
        static Told of(FramedChunk chunk) {
            var told = new Told(
                    chunk.file(),
                    chunk.source(),
                    chunk.unit(),
                    chunk.indexInUnit(),
                    text(chunk.header(), 0, chunk.header().length),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>());
            var pieces = chunk.pieces();
            for (int i = 0; i < pieces.count(); i++) {
                told.records.add(text(chunk.bytes(), pieces.from()[i], pieces.to()[i]));
                told.offsets.add(pieces.streamOffset() + pieces.from()[i]);
                told.ordinals.add(pieces.ordinals()[i]);
                told.lines.add(pieces.lines()[i]);
            }
            chunk.damaged()
                    .forEach(d ->
                            told.damaged.add(d.origin() + " " + d.problem() + " " + text(d.raw(), 0, d.raw().length)));
            return told;
        }

        private static String text(byte[] bytes, int from, int to) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(PIECES).list().ofMaxSize(60).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> framings() {
        return Arbitraries.of(FRAMINGS.keySet().stream().sorted().toList());
    }

    private static List<List<FramedChunk>> units(String framing, byte[] stream, FrameLimits limits) throws IOException {
        var reader = new FrameReader(
                new FrameSource(3, "archive.zip!/\ud800.txt", 7),
                new ByteArrayInputStream(stream),
                Objects.requireNonNull(FRAMINGS.get(framing)),
                limits);
        List<List<FramedChunk>> units = new ArrayList<>();
        for (var chunk = reader.next(); chunk != null; chunk = reader.next()) {
            while (units.size() <= chunk.unit()) {
                units.add(new ArrayList<>());
            }
            units.get(chunk.unit()).add(chunk);
        }
        return units;
    }

    private static byte[] written(List<FramedChunk> chunks, OptionalInt shift) throws IOException {
        var writer = UnitWriter.of(chunks.get(0).unit(), shift);
        for (var chunk : chunks) {
            writer.add(chunk);
        }
        return writer.bytes();
    }

    private static List<Told> read(byte[] object, int unit, byte[] raw) throws IOException, InterruptedException {
        var stored = new UnitReader.Stored("k", object.length, new ByteArrayInputStream(object));
        RawRanges ranges = (file, offset, length) -> {
            assertThat(file).isEqualTo(3);
            return new ByteArrayInputStream(raw, (int) offset, (int) length);
        };
        var told = new ArrayList<Told>();
        try (var reader = UnitReader.of(stored, unit, ranges)) {
            for (var chunk = reader.next(); chunk != null; chunk = reader.next()) {
                told.add(Told.of(chunk));
            }
        }
        return told;
    }

    private static FrameLimits limits(int chunkBytes, int unitRecords) {
        return new FrameLimits(3, chunkBytes, unitRecords, 200, 15);
    }

    @Property(tries = 1_500)
    void what_is_read_is_what_was_framed(
            @ForAll("framings") String framing,
            @ForAll("texts") String text,
            @ForAll @IntRange(min = 1, max = 80) int chunkBytes,
            @ForAll @IntRange(min = 1, max = 9) int unitRecords)
            throws IOException, InterruptedException {
        var stream = text.getBytes(StandardCharsets.UTF_8);
        for (var chunks : units(framing, stream, limits(chunkBytes, unitRecords))) {
            var framed = chunks.stream().map(Told::of).toList();
            int unit = chunks.get(0).unit();
            assertThat(read(written(chunks, OptionalInt.empty()), unit, new byte[0]))
                    .isEqualTo(framed);
            var marked = ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
            assertThat(read(written(chunks, OptionalInt.of(3)), unit, marked)).isEqualTo(framed);
        }
    }

    @Property(tries = 200)
    void the_same_chunks_give_the_same_bytes(@ForAll("framings") String framing, @ForAll("texts") String text)
            throws IOException {
        var stream = text.getBytes(StandardCharsets.UTF_8);
        var once = units(framing, stream, limits(30, 4));
        var again = units(framing, stream, limits(30, 4));
        for (int i = 0; i < once.size(); i++) {
            assertThat(written(once.get(i), OptionalInt.empty())).isEqualTo(written(again.get(i), OptionalInt.empty()));
        }
    }

    @Property(tries = 600)
    void a_damaged_object_is_an_error_and_never_another_record(
            @ForAll("texts") String text, @ForAll boolean plain, @ForAll int at, @ForAll @IntRange(max = 3) int how)
            throws IOException, InterruptedException {
        var stream = (text + "a\nb\nc\n").getBytes(StandardCharsets.UTF_8);
        var chunks = units("lines", stream, limits(30, 50)).get(0);
        var object = written(chunks, plain ? OptionalInt.of(0) : OptionalInt.empty());
        int place = Math.floorMod(at, object.length);
        var damaged =
                switch (how) {
                    case 0 -> Arrays.copyOf(object, place);
                    case 1 -> Arrays.copyOf(object, object.length + 1);
                    default -> object.clone();
                };
        if (how >= 2) {
            damaged[place] ^= (byte) (how == 2 ? 1 : 0x80);
        }
        requireDamaged(() -> read(damaged, 0, stream));
        requireDamaged(() -> read(object, 1, stream));
    }

    @Property(tries = 300)
    void a_changed_range_is_an_error_and_never_another_record(@ForAll("texts") String text, @ForAll int at)
            throws IOException {
        var stream = ("h\nh\na\nb\nc\n" + text).getBytes(StandardCharsets.UTF_8);
        var chunks = units("lines", stream, limits(30, 5_000)).get(0);
        var object = written(chunks, OptionalInt.of(0));
        var first = chunks.get(0).pieces();
        int records = (int) first.streamOffset() + first.from()[0];
        int place = records + Math.floorMod(at, 2);
        var changed = stream.clone();
        changed[place] ^= 1;
        requireDamaged(() -> read(object, 0, changed));
    }

    private interface Reading {
        List<Told> chunks() throws IOException, InterruptedException;
    }

    private static void requireDamaged(Reading reading) {
        try {
            var told = reading.chunks();
            fail("read " + told);
        } catch (EtlException e) {
            assertThat(e.code()).isEqualTo(StandardError.OBJECT_DAMAGED);
        } catch (IOException | InterruptedException e) {
            fail("no error of a damaged object", e);
        }
    }
}
