package dev.tributary.etl.core.internal.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class JsonLineBufferProperties {
    private static String text(JsonLineBuffer buffer) {
        return new String(buffer.bytes(), 0, buffer.length(), StandardCharsets.UTF_8);
    }

    @Property(tries = 5_000)
    void aJsonReaderReadsTheSameText(@ForAll String text) {
        boolean hasUtf8Form = StandardCharsets.UTF_8.newEncoder().canEncode(text);
        var buffer = new JsonLineBuffer();
        if (!hasUtf8Form) {
            assertThatThrownBy(() -> buffer.string(text)).hasMessageContaining("lone surrogate");
            return;
        }
        buffer.string(text);
        try (var parser =
                new JsonFactory().createParser(ObjectReadContext.empty(), buffer.bytes(), 0, buffer.length())) {
            parser.nextToken();
            assertThat(parser.getString()).isEqualTo(text);
            assertThat(parser.nextToken()).isNull();
        }
    }

    @Property
    void numbersAreTheirDigits(@ForAll long number) {
        var buffer = new JsonLineBuffer();
        buffer.number(number);
        assertThat(text(buffer)).isEqualTo(Long.toString(number));
    }

    /** RFC 8785, 3.2.2.2: short escapes where there are some, lower-case hex for other controls, all else as it is. */
    @Example
    void escapesAsTheRfcSays() {
        var buffer = new JsonLineBuffer();
        buffer.string("\b\t\n\f\r\"\\/\u0000\u001f\u007f\u2028\u20ac");

        assertThat(text(buffer)).isEqualTo("\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0000\\u001f\u007f\u2028\u20ac\"");
        buffer.truncate(0);
        for (long edge : new long[] {0, 9, 10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE}) {
            buffer.number(edge);
            assertThat(text(buffer)).isEqualTo(Long.toString(edge));
            buffer.truncate(0);
        }
    }
}
