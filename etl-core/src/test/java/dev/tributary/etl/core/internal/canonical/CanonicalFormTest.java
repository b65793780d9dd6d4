package dev.tributary.etl.core.internal.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.record.Shape;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.WithNull;
import org.junit.jupiter.api.Test;

/** One spelling for each value, whatever made it. */
class CanonicalFormTest {
    private static final RecordType TYPE =
            RecordType.named("thing").column("v", Kind.ANY).build();
    private static final Origin ORIGIN = Origin.ofFile(0, "f");

    @Test
    void columns_are_sorted_and_absent_ones_left_out() {
        var type = RecordType.named("t")
                .column("b", Kind.INTEGER)
                .column("a", Kind.TEXT)
                .column("c", Kind.DATE)
                .build();
        assertThat(json(type.record(ORIGIN, 1L, "x", null))).isEqualTo("{\"a\":\"x\",\"b\":1}");
    }

    @Test
    void columns_are_sorted_by_utf_16_and_not_by_code_point() {
        var type =
                RecordType.named("t").texts(List.of("\uFF5A", "\uD83D\uDE00")).build();
        assertThat(json(type.record(ORIGIN, "full width", "smile")))
                .isEqualTo("{\"\uD83D\uDE00\":\"smile\",\"\uFF5A\":\"full width\"}");
    }

    @Test
    void every_kind_has_one_spelling() {
        assertThat(of(true)).isEqualTo("true");
        assertThat(of(-7L)).isEqualTo("-7");
        assertThat(of(new BigDecimal("1.500"))).isEqualTo("1.5");
        assertThat(of(new BigDecimal("1E+3"))).isEqualTo("1000");
        assertThat(of(Instant.parse("2025-01-02T03:04:05.678901Z"))).isEqualTo("\"2025-01-02T03:04:05.678Z\"");
        assertThat(of(LocalDate.parse("2025-01-02"))).isEqualTo("\"2025-01-02\"");
        assertThat(of(List.of(1L, "a", List.of()))).isEqualTo("[1,\"a\",[]]");
    }

    @Test
    void doubles_follow_ecmascript() {
        assertThat(of(0.0)).isEqualTo("0");
        assertThat(of(-0.0)).isEqualTo("0");
        assertThat(of(1.0)).isEqualTo("1");
        assertThat(of(-1.5)).isEqualTo("-1.5");
        assertThat(of(2e-3)).isEqualTo("0.002");
        assertThat(of(1e21)).isEqualTo("1e+21");
        assertThat(of(123456789012345680000.0)).isEqualTo("123456789012345680000");
        assertThat(of(1e-6)).isEqualTo("0.000001");
        assertThat(of(1e-7)).isEqualTo("1e-7");
        assertThat(of(1.5e-7)).isEqualTo("1.5e-7");
        assertThat(of(2.0E-3 / 3)).isEqualTo("0.0006666666666666666");
        assertThat(of(Double.MIN_VALUE)).isEqualTo("5e-324");
        assertThat(of(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e+308");
        assertThat(of(2.2E-322)).isEqualTo("2.2e-322");
    }

    @Test
    void text_is_escaped_as_rfc_8785_says() {
        assertThat(of("\b\t\n\f\r\"\\/\u0001\u001f\u007fé€😀"))
                .isEqualTo("\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0001\\u001f\u007fé€😀\"");
    }

    @Test
    void long_text_is_escaped_like_short_text() {
        var plain = "abcdefghijklmnopqrstuvwxyz0123456789";
        for (var special : List.of("", "\n", "\"", "\\", "é", "€", "😀", "\u0000", "\u007f")) {
            for (int at = 0; at <= plain.length(); at++) {
                var text = plain.substring(0, at) + special + plain.substring(at);
                var expected = of(special);
                assertThat(of(text))
                        .isEqualTo("\"" + plain.substring(0, at) + expected.substring(1, expected.length() - 1)
                                + plain.substring(at) + "\"");
            }
        }
    }

    @Test
    void the_order_in_which_a_map_was_made_does_not_matter() {
        var forth = new LinkedHashMap<String, Object>();
        forth.put("b", 1L);
        forth.put("a", Map.of("x", 2L));
        var shape = Shape.of("a", "b", "c").map(Map.of("x", 2L), 1L, null);
        assertThat(of(forth)).isEqualTo("{\"a\":{\"x\":2},\"b\":1}");
        assertThat(of(new TreeMap<>(forth))).isEqualTo(of(forth));
        assertThat(of(shape)).isEqualTo(of(forth));
        assertThat(of(Shape.of("b", "c", "a").map(1L, null, Map.of("x", 2L)))).isEqualTo(of(forth));
    }

    @Property
    void a_shape_is_rendered_as_any_other_map(
            @ForAll @Size(max = 6)
                    Map<@Chars({'a', 'b', '"', '\\', '\n', 'é', '€', '\uFF5A'}) String, @WithNull(0.3) Long> values) {
        var names = values.keySet().toArray(String[]::new);
        var present = new LinkedHashMap<String, Object>();
        values.forEach((name, value) -> {
            if (value != null) {
                present.put(name, value);
            }
        });
        var shape = Shape.of(names).map(values.values().toArray());
        assertThat(of(List.of(shape, shape))).isEqualTo(of(List.of(present, present)));
    }

    @Property
    void names_that_share_a_hash_are_told_apart(@ForAll long value) {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        var map = new LinkedHashMap<String, Object>();
        map.put("Aa", value);
        map.put("BB", value);
        assertThat(of(List.of(map, map)))
                .isEqualTo("[{\"Aa\":V,\"BB\":V},{\"Aa\":V,\"BB\":V}]".replace("V", Long.toString(value)));
    }

    @Property
    void a_double_reads_back_as_itself(@ForAll double number) {
        assertThat(Double.parseDouble(of(number))).isEqualTo(number + 0.0);
    }

    @Test
    void what_has_no_canonical_form_rejects_the_record() {
        for (Object bad : List.of(
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                new BigDecimal("1e401"),
                "\ud800",
                "a\udc00b",
                List.of(1),
                Map.of(1, "x"))) {
            assertThatThrownBy(() -> of(bad)).isInstanceOfSatisfying(EtlException.class, e -> assertThat(e.code())
                    .isEqualTo(StandardError.VALUE_UNREPRESENTABLE));
        }
    }

    @Test
    void digests_are_those_of_the_canonical_form() {
        var type = RecordType.named("user")
                .texts(List.of("email", "first_name", "last_name", "signup_date"))
                .content("email")
                .build();
        var record = type.record(ORIGIN, "e2e@test.com", "E2E", "User", "2023-01-01T00:00:00.000Z");
        var hash = new ContentHasher(new CanonicalEncoder()).hash(record);
        assertThat(hash.sha256()).isEqualTo("0b3400063f86cb68476a10e89cae3868238ca2edb497fa75f366936d7d00edec");
        assertThat(hash.contentMd5()).isEqualTo(org.apache.commons.codec.digest.DigestUtils.md5Hex("e2e@test.com"));
    }

    private static String of(Object value) {
        var text = json(TYPE.record(ORIGIN, List.of(value)));
        return text.substring("{\"v\":[".length(), text.length() - 2);
    }

    private static String json(DataRecord record) {
        var encoder = new CanonicalEncoder();
        encoder.encode(record);
        return new String(encoder.bytes(), StandardCharsets.UTF_8);
    }
}
