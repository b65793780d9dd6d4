package dev.tributary.etl.spi.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Laws of every framing that comes with the SPI, over texts made of the pieces that it looks for. */
class FramingProperties {
    private static final Map<String, Framing> FRAMINGS = Map.of(
            "lines", Framing.lines(2),
            "csv", Framing.csv('"', 1),
            "terminator", Framing.terminator("//"),
            "long terminator", Framing.terminator("END-OF-RECORD"),
            "marker", Framing.marker(">"),
            "elements", Framing.elements("a", "bc"),
            "json items", Framing.jsonItems());

    private static final List<String> PIECES = List.of(
            "\n",
            "\r\n",
            "//",
            "//\n",
            "//\r\n",
            "\n//",
            "/",
            "END-OF-RECORD\n",
            "END-OF-",
            "\nEND-OF-RECORD",
            ">",
            "\n>x",
            "\"",
            "\"\"",
            ",",
            "<a>",
            "<a x='1'>",
            "</a>",
            "<bc/>",
            "<bc>",
            "</bc>",
            "<",
            "</",
            "<ab>",
            "<p:a>",
            "<a",
            "/>",
            "</p:a >",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<!DOCTYPE",
            "<?",
            "?>",
            "'",
            "[",
            "]",
            "{",
            "}",
            "\\",
            "\\\"",
            " ",
            "\t",
            "x",
            "é",
            "id,1",
            "{\"k\":[1,2]}");

    /** A cut as {@code record:12}. */
    private static List<String> cuts(Framing framing, byte[] bytes, int[] ends) {
        var log = new Log();
        var framer = framing.framer();
        int from = 0;
        for (int to : ends) {
            framer.scan(seen(bytes, from, to), from, to, log);
            from = to;
        }
        framer.finish(seen(bytes, bytes.length, bytes.length), bytes.length, log);
        return log.cuts;
    }

    /** What the contract lets a framer see: the new bytes and 256 before them; anything else is noise. */
    private static byte[] seen(byte[] bytes, int from, int to) {
        var view = new byte[bytes.length];
        Arrays.fill(view, (byte) '\n');
        int start = Math.max(0, from - Framing.LOOK_BEHIND);
        System.arraycopy(bytes, start, view, start, to - start);
        return view;
    }

    private static final class Log implements Framing.Cuts {
        private final List<String> cuts = new ArrayList<>();
        private int last;

        /** An empty piece says nothing: framers may end the same place twice. */
        private void cut(String kind, int end) {
            assertThat(end).isGreaterThanOrEqualTo(last);
            if (end > last) {
                cuts.add(kind + ":" + end);
            }
            last = end;
        }

        @Override
        public void record(int end) {
            cut("record", end);
        }

        @Override
        public void header(int end) {
            cut("header", end);
        }

        @Override
        public void skip(int end) {
            cut("skip", end);
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

    private static Framing framing(String name) {
        return java.util.Objects.requireNonNull(FRAMINGS.get(name));
    }

    private static int[] ends(int length, int most, long seed) {
        var random = new Random(seed);
        var ends = new ArrayList<Integer>();
        for (int at = 0; at < length; ) {
            at = Math.min(length, at + 1 + random.nextInt(most));
            ends.add(at);
        }
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }

    @Property(tries = 4_000)
    void cutsDoNotDependOnTheDivision(
            @ForAll("framings") String name,
            @ForAll("texts") String text,
            @ForAll @IntRange(min = 1, max = 40) int most,
            @ForAll long seed) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var whole = cuts(framing(name), bytes, new int[] {bytes.length});
        assertThat(cuts(framing(name), bytes, ends(bytes.length, most, seed)))
                .as(name)
                .isEqualTo(whole);
    }

    @Property(tries = 4_000)
    void cutsRiseAndLieInTheStream(@ForAll("framings") String name, @ForAll("texts") String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var ends = cuts(framing(name), bytes, new int[] {bytes.length}).stream()
                .map(c -> Integer.valueOf(c.substring(c.indexOf(':') + 1)))
                .toList();
        assertThat(ends).isSorted().doesNotHaveDuplicates().allSatisfy(e -> assertThat(e)
                .isBetween(1, bytes.length));
    }

    /** What is written after an ended document changes none of its cuts: a framer never looks ahead to decide otherwise. */
    @Property(tries = 2_000)
    void aBeginningHasTheCutsOfTheWhole(
            @ForAll("framings") String name, @ForAll("texts") String one, @ForAll("texts") String two) {
        var log = new Log();
        var bytes = one.getBytes(StandardCharsets.UTF_8);
        framing(name).framer().scan(bytes, 0, bytes.length, log);
        var both = (one + two).getBytes(StandardCharsets.UTF_8);
        var whole = cuts(framing(name), both, new int[] {both.length});
        assertThat(whole.subList(0, Math.min(whole.size(), log.cuts.size()))).isEqualTo(log.cuts);
    }

    @Property(tries = 1_000)
    void linesAreWhatLinesAre(@ForAll("texts") String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        long ends = text.chars().filter(c -> c == '\n').count() + (text.isEmpty() || text.endsWith("\n") ? 0 : 1);
        var cuts = cuts(Framing.lines(0), bytes, new int[] {bytes.length});
        assertThat(cuts).hasSize((int) ends).allSatisfy(c -> assertThat(c).startsWith("record"));
        if (!cuts.isEmpty()) {
            assertThat(cuts).last().isEqualTo("record:" + bytes.length);
        }
    }

    @Property(tries = 1_000)
    void aCsvRecordHasAnEvenNumberOfQuotes(@ForAll("texts") String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        int from = 0;
        for (var cut : cuts(Framing.csv('"', 0), bytes, new int[] {bytes.length})) {
            int to = Integer.parseInt(cut.substring(cut.indexOf(':') + 1));
            var piece = new String(bytes, from, to - from, StandardCharsets.UTF_8);
            assertThat(piece.chars().filter(c -> c == '"').count() % 2).isZero();
            from = to;
        }
    }
}
