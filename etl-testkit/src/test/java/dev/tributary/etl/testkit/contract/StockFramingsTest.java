package dev.tributary.etl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.stage.Framing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The SPI's own framings keep the contract, and one that forgets between calls is caught. */
class StockFramingsTest {
    private abstract static class Stock extends FramingContract {
        private final Framing framing;
        private final List<byte[]> samples;

        Stock(Framing framing, String... samples) {
            this.framing = framing;
            this.samples = List.of(samples).stream()
                    .map(s -> s.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }

        @Override
        protected Framing framing() {
            return framing;
        }

        @Override
        protected List<byte[]> samples() {
            return samples;
        }
    }

    @Nested
    class Lines extends Stock {
        Lines() {
            super(Framing.lines(1), "h\na\nb\r\n\nc\n", "h\na\nlast without end");
        }
    }

    @Nested
    class Csv extends Stock {
        Csv() {
            super(Framing.csv('"', 1), "a,b\n1,\"x\ny\"\n2,\"\"\"\n\"\"\"\n3,z\n");
        }
    }

    @Nested
    class Terminator extends Stock {
        Terminator() {
            super(Framing.terminator("$$$$"), "a\n$$$$\nb\r\n$$$$\r\n$$$$x\n$$$$\n", "a\n$$$$");
        }
    }

    @Nested
    class Marker extends Stock {
        Marker() {
            super(Framing.marker(">"), ">a\nACGT>\n>b\n\n>c\nA\n", "; note\n>a\nA\n>b\nC");
        }
    }

    @Nested
    class Elements extends Stock {
        Elements() {
            super(
                    Framing.elements("Entry", "Gone"),
                    "<?xml?><Set><Entry id='1'><x/></Entry>\n<Entry>&lt;</Entry><Other/><Gone>9</Gone></Set>\n");
        }
    }

    @Nested
    class JsonItems extends Stock {
        JsonItems() {
            super(Framing.jsonItems(), "[1, {\"a\":[\"],}\\\"\"]} ,\n\"x,y\", []]\n");
        }
    }

    /** Forgets at each call that a quote is open. */
    private static final class Forgetful extends Stock {
        Forgetful() {
            super(
                    () -> (bytes, from, to, cuts) -> {
                        boolean quoted = false;
                        for (int i = from; i < to; i++) {
                            quoted ^= bytes[i] == '"';
                            if (bytes[i] == '\n' && !quoted) {
                                cuts.record(i + 1);
                            }
                        }
                    },
                    "a,\"x\ny\"\nb\n");
        }
    }

    @Test
    void a_framer_that_forgets_between_calls_is_caught() {
        assertThatThrownBy(() -> new Forgetful().cuts_do_not_depend_on_how_the_stream_is_divided())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("byte by byte");
    }

    @Test
    void bytes_without_a_piece_are_caught() {
        var loses = new Stock(
                () -> (bytes, from, to, cuts) -> {
                    if (to > 4) {
                        cuts.record(2);
                        cuts.record(4);
                    }
                },
                "abcdefgh") {};

        assertThatThrownBy(loses::every_byte_of_a_sample_is_in_one_piece)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("behind the last cut");
    }
}
