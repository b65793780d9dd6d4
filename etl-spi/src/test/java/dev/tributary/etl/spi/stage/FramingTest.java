package dev.tributary.etl.spi.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each framing makes of one text: pieces as {@code R(record)}, {@code H(header)}, {@code S(skipped)}; the rest is left over. */
class FramingTest {
    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of("a header line", Framing.lines(1), "h\na\nb", "H(h|)R(a|)R(b)"),
                Arguments.of("an empty text", Framing.lines(1), "", ""),
                Arguments.of("a quoted line end", Framing.csv('"', 1), "h\na,\"x\ny\"\nb\n", "H(h|)R(a,\"x|y\"|)R(b|)"),
                Arguments.of("an open quote is left", Framing.csv('"', 0), "a\n\"b\nc", "R(a|)left"),
                Arguments.of("a terminator", Framing.terminator("//"), "ID\n//\nID\n//\n", "R(ID|//|)R(ID|//|)"),
                Arguments.of("a terminator at the end", Framing.terminator("//"), "ID\n//", "R(ID|//)"),
                Arguments.of("carriage returns", Framing.terminator("//"), "ID\r\n//\r\nID", "R(ID^|//^|)left"),
                Arguments.of("a line that only starts so", Framing.terminator("//"), "ID\n//x\n//\n", "R(ID|//x|//|)"),
                Arguments.of("a marker", Framing.marker(">"), "x\n>a\nAC\n>b\n", "H(x|)R(>a|AC|)R(>b|)"),
                Arguments.of("a marker at the start", Framing.marker(">"), ">a\n>b", "R(>a|)R(>b)"),
                Arguments.of("a marker inside a line", Framing.marker(">"), ">a>b\n", "R(>a>b|)"),
                Arguments.of("no marker", Framing.marker(">"), "abc", "left"),
                Arguments.of(
                        "elements",
                        Framing.elements("a"),
                        "<x><a>1</a> <ab/><a>2</a></x>",
                        "S(<x>)R(<a>1</a>)S( <ab/>)R(<a>2</a>)S(</x>)"),
                Arguments.of(
                        "elements with prefixes, attributes, blanks in the end tag, empty ones",
                        Framing.elements("a"),
                        "<p:a x='>' y=\"/>\"><a></a></p:a ><a/><b/><q:a z='1'/>",
                        "R(<p:a x='>' y=\"/>\"><a></a></p:a >)R(<a/>)S(<b/>)R(<q:a z='1'/>)"),
                Arguments.of(
                        "no element is cut out of what is no markup",
                        Framing.elements("a"),
                        "<?x <a> ?><!DOCTYPE a [<!ENTITY e \"<a>\"><!-- '<a> --><!ELEMENT a ANY>]><!-- <a> --><![CDATA[<a>]]><a>1</a>",
                        "S(<?x <a> ?><!DOCTYPE a [<!ENTITY e \"<a>\"><!-- '<a> --><!ELEMENT a ANY>]><!-- <a> --><![CDATA[<a>]]>)"
                                + "R(<a>1</a>)"),
                Arguments.of(
                        "no element ends in what is no markup",
                        Framing.elements("a"),
                        "<a><!-- </a> --><![CDATA[</a>]]><?x </a>?></ab></a>",
                        "R(<a><!-- </a> --><![CDATA[</a>]]><?x </a>?></ab></a>)"),
                Arguments.of(
                        "a lost quotation mark costs one element",
                        Framing.elements("a"),
                        "<a x=\"1><b/></a><a>2</a>",
                        "R(<a x=\"1><b/></a>)R(<a>2</a>)"),
                Arguments.of("an open comment is left", Framing.elements("a"), "<x><!-- <a>1</a>", "left"),
                Arguments.of("an open document type is left", Framing.elements("a"), "<!DOCTYPE x [<a>1</a>", "left"),
                Arguments.of("an open element is left", Framing.elements("a"), "<x><a>1", "S(<x>)left"),
                Arguments.of(
                        "items", Framing.jsonItems(), "[1, {\"a\":[\"]\"]}]", "S([)R(1)S(,)S( )R({\"a\":[\"]\"]})S(])"),
                Arguments.of("an empty array", Framing.jsonItems(), " [ ] ", "S( [ ])S( )"),
                Arguments.of("an open item is left", Framing.jsonItems(), "[{\"a\":1", "S([)left"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void cuts(String name, Framing framing, String text, String expected) {
        assertThat(pieces(framing, text)).as(name).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <x y='/'><a>1</a>                 | </x>
                    <p:x><a>1</a><x/></x>             | </p:x>
                    <?xml version='1.0'?><!-- x --><x | none
                    <x><a>1                           | none
                    <x><a>1</a></x >                  | none
                    <x/>                              | none
                    <x y="/>"/>                       | none
                    <a>1</a><a>2</a>                  | none
                    <x><b><a>1</a></b></x><y>         | none
                    """)
    void whatAnXmlDocumentLacks(String text, String missing) {
        assertThat(missing(Framing.elements("a"), text)).isEqualTo(missing);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [1, 2    | none
                    [1,      | ]
                    [        | none
                    [1, [2]] | none
                    []       | none
                    """)
    void whatAnArrayLacks(String text, String missing) {
        assertThat(missing(Framing.jsonItems(), text)).isEqualTo(missing);
    }

    /** As the engine asks: only when nothing but white space is left. However the text is divided. */
    private static String missing(Framing framing, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var answers = new TreeSet<String>();
        for (int step : new int[] {1, 2, 5, bytes.length}) {
            var log = new Pieces(bytes);
            var framer = framing.framer();
            for (int at = 0; at < bytes.length; at += step) {
                framer.scan(bytes, at, Math.min(bytes.length, at + step), log);
            }
            framer.finish(bytes, bytes.length, log);
            boolean left = !text.substring(log.start).isBlank();
            answers.add(left ? "none" : framer.missing().orElse("none"));
        }
        return String.join(", ", answers);
    }

    private static String pieces(Framing framing, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var log = new Pieces(bytes);
        var framer = framing.framer();
        framer.scan(bytes, 0, bytes.length, log);
        framer.finish(bytes, bytes.length, log);
        return String.join("", log.found) + (log.start < bytes.length ? "left" : "");
    }

    private static final class Pieces implements Framing.Cuts {
        private final byte[] bytes;
        private final List<String> found = new ArrayList<>();
        private int start;

        Pieces(byte[] bytes) {
            this.bytes = bytes;
        }

        private void cut(String kind, int end) {
            if (end > start) {
                var piece = new String(bytes, start, end - start, StandardCharsets.UTF_8);
                found.add(kind + "(" + piece.replace('\n', '|').replace('\r', '^') + ")");
            }
            start = end;
        }

        @Override
        public void record(int end) {
            cut("R", end);
        }

        @Override
        public void header(int end) {
            cut("H", end);
        }

        @Override
        public void skip(int end) {
            cut("S", end);
        }
    }

    @Test
    void onlyCsvGoesOnAtALine() {
        assertThat(Framing.csv('"', 1).framerAtLine()).isPresent();
        assertThat(Framing.csv('"', 1).maxRecordBytes()).isEqualTo(1 << 20);
        assertThat(Framing.lines(1).framerAtLine()).isEmpty();
        assertThat(Framing.lines(1).maxRecordBytes()).isEqualTo(Long.MAX_VALUE);
        assertThat(Framing.lines(1).text()).isTrue();
    }

    @Test
    void aTerminatorFitsIntoWhatAFramerMayLookBackAt() {
        assertThatThrownBy(() -> Framing.terminator("x".repeat(255)).framer())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("255");
    }
}
