package dev.tributary.etl.core.internal.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Ten thousand values against what another implementation made of them (src/test/golden/make-golden.js), on every Java alike. */
class CanonicalGoldenTest {
    private static final RecordType TYPE =
            RecordType.named("golden").column("v", Kind.LIST).build();

    @Test
    void ten_thousand_values_have_their_form() throws IOException {
        List<String> lines;
        try (var in = CanonicalGoldenTest.class.getResourceAsStream("canonical-values.tsv")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(lines).hasSize(10_000);
        var wrong = new ArrayList<String>();
        for (var line : lines) {
            var parts = line.split("\t", -1);
            var actual = form(parts[0], parts[1]);
            if (!actual.equals(parts[2])) {
                wrong.add(line + " but was " + actual);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String form(String kind, String input) {
        return switch (kind) {
            case "double" -> canonical(Double.longBitsToDouble(Long.parseUnsignedLong(input, 16)));
            case "text" -> canonical(new String(HexFormat.of().parseHex(input), StandardCharsets.UTF_8));
            case "decimal" -> canonical(new BigDecimal(input));
            default -> DigestUtils.sha256Hex(canonical(parse(HexFormat.of().parseHex(input))));
        };
    }

    private static String canonical(Object value) {
        var encoder = new CanonicalEncoder();
        encoder.encode(TYPE.record(Origin.ofFile(0, "golden"), (Object) List.of(value)));
        var json = new String(encoder.bytes(), StandardCharsets.UTF_8);
        return json.substring("{\"v\":[".length(), json.length() - 2);
    }

    private static Object parse(byte[] json) {
        try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return value(parser);
        }
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> parser.getLongValue();
        };
    }

    private static List<Object> array(JsonParser parser) {
        var list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }

    private static Map<String, Object> object(JsonParser parser) {
        // In the opposite order, so that the encoder has to sort.
        var map = new TreeMap<String, Object>(java.util.Comparator.reverseOrder());
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            map.put(name, value(parser));
        }
        return map;
    }
}
