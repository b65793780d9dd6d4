package dev.tributary.etl.core.internal.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonFormatTest {
    private static String render(Object... values) throws IOException {
        var builder = RecordType.named("t");
        for (int i = 0; i < values.length; i++) {
            builder.column("c" + (values.length - i), Kind.ANY);
        }
        var out = new ByteArrayOutputStream();
        new JsonFormat().render(builder.build().record(Origin.ofFile(0, "x"), values), out);
        return out.toString(UTF_8);
    }

    @Test
    void rendersForPeopleInColumnOrder() throws IOException {
        var text = render(
                "a\u00fc\"",
                5L,
                0.1,
                1e21,
                new BigDecimal("1.50"),
                new BigDecimal("1E+3"),
                true,
                Instant.parse("2025-01-31T10:00:00Z"),
                LocalDate.of(2025, 1, 31),
                List.of(),
                List.of("x", Map.of("b", 1L, "a", Map.of())));

        assertThat(text).isEqualTo("""
                        {
                          "c11": "a\u00fc\\"",
                          "c10": 5,
                          "c9": 0.1,
                          "c8": 1e+21,
                          "c7": 1.50,
                          "c6": 1000,
                          "c5": true,
                          "c4": "2025-01-31T10:00:00.000Z",
                          "c3": "2025-01-31",
                          "c2": [],
                          "c1": [
                            "x",
                            {
                              "a": {},
                              "b": 1
                            }
                          ]
                        }
                        """);
    }

    @Test
    void absentFieldsAreLeftOut() throws IOException {
        var type = RecordType.named("t").texts(List.of("a", "b")).build();
        var out = new ByteArrayOutputStream();

        new JsonFormat().render(type.record(Origin.ofFile(0, "x"), null, null), out);

        assertThat(out.toString(UTF_8)).isEqualTo("{}\n");
    }

    @Test
    void valuesWithoutFormAreRefused() {
        assertThatThrownBy(() -> render(Double.NaN)).hasMessageContaining("VALUE_UNREPRESENTABLE");
        assertThatThrownBy(() -> render(Double.POSITIVE_INFINITY)).hasMessageContaining("VALUE_UNREPRESENTABLE");
        assertThatThrownBy(() -> render("\ud800")).hasMessageContaining("lone surrogate");
        assertThatThrownBy(() -> render(new BigDecimal("1e999999999"))).hasMessageContaining("VALUE_UNREPRESENTABLE");
        assertThatThrownBy(() -> render(List.of(5))).hasMessageContaining("Integer");
        assertThatThrownBy(() -> render(Collections.singletonList(null))).hasMessageContaining("null in a list");
        Object nested = List.of();
        for (int i = 0; i < 600; i++) {
            nested = List.of(nested);
        }
        var deep = nested;
        assertThatThrownBy(() -> render(deep)).hasMessageContaining("deeper than 500");
    }

    @Test
    void aZeroOfABillionPlacesStaysShort() throws IOException {
        assertThat(render(new BigDecimal("0e-999999999"))).isEqualTo("{\n  \"c1\": 0\n}\n");
    }

    @Test
    void aFailingStreamIsAnIoException() {
        var type = RecordType.named("t").texts(List.of("a")).build();
        var full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("disk full");
            }
        };

        assertThatThrownBy(() -> new JsonFormat().render(type.record(Origin.ofFile(0, "x"), "a"), full))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
    }
}
