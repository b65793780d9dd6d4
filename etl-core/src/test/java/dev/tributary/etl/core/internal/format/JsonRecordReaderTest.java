package dev.tributary.etl.core.internal.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRecordReaderTest {
    private static final RecordType TYPE = RecordType.named("t")
            .column("s", Kind.TEXT)
            .column("i", Kind.INTEGER)
            .column("r", Kind.REAL)
            .column("d", Kind.DECIMAL)
            .column("b", Kind.BOOLEAN)
            .column("at", Kind.INSTANT)
            .column("day", Kind.DATE)
            .column("l", Kind.LIST)
            .column("m", Kind.MAP)
            .column("a", Kind.ANY)
            .build();

    private static DataRecord read(String json) {
        return new JsonRecordReader().read(json.getBytes(UTF_8), TYPE, Origin.ofFile(0, "x"));
    }

    @Test
    void kindsDecideWhatAValueBecomes() {
        var record = read(
                " {\"r\":1,\"d\":1,\"i\":1,\"a\":1,\"s\":\"1\",\"l\":[0.1234567890123456789012345,1.5e3,99999999999999999999],"
                        + "\"m\":{\"x\":null,\"y\":\"2025-01-31\"},\"b\":null} \n");

        assertThat(record.fields())
                .isEqualTo(Map.of(
                        "s",
                        "1",
                        "i",
                        1L,
                        "r",
                        1.0,
                        "d",
                        BigDecimal.ONE,
                        "a",
                        1L,
                        "l",
                        List.of(
                                new BigDecimal("0.1234567890123456789012345"),
                                1500.0,
                                new BigDecimal("99999999999999999999")),
                        "m",
                        Map.of("y", "2025-01-31")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "5",
                "{\"s\":\"a\"",
                "{\"s\":\"a\"} {}",
                "{\"s\":\"a\"}x",
                "{\"s\":\"a\",\"s\":\"b\"}",
                "{\"m\":{\"x\":1,\"x\":2}}",
                "{\"s\":'a'}",
                "{\"r\":NaN}",
                "{\"i\":01}",
                "{\"s\":\"a\",}",
                "{\"s\":\"\u0001\"}",
                "{\"m\":{\"\\udc00\":1}}"
            })
    void malformedJsonIsRefusedWithItsPlace(String json) {
        assertThatThrownBy(() -> read(json))
                .hasMessageContaining("RECORD_MALFORMED")
                .hasMessageContaining("line ")
                .hasMessageContaining("column ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "s|{\"s\":1}",
                "s|{\"s\":[\"a\"]}",
                "i|{\"i\":1.0}",
                "i|{\"i\":\"1\"}",
                "i|{\"i\":9223372036854775808}",
                "r|{\"r\":1e400}",
                "d|{\"d\":1e999999999}",
                "d|{\"d\":1e9999999999999}",
                "b|{\"b\":\"true\"}",
                "at|{\"at\":\"yesterday\"}",
                "day|{\"day\":\"2025-02-30\"}",
                "l|{\"l\":{}}",
                "l|{\"l\":[null]}",
                "m|{\"m\":[]}",
                "a|{\"a\":{\"x\":[1e999999999]}}",
                "x|{\"x\":1}",
                "s|{\"s\":\"a\\u0000\"}",
                "s|{\"s\":\"\\ud800\"}",
                "m|{\"m\":{\"\\u0000\":1}}"
            })
    void valuesThatDoNotFitNameTheirColumn(String column, String json) {
        assertThatThrownBy(() -> read(json))
                .hasMessageContaining("FIELD_INVALID")
                .hasMessageContaining("(in " + column + ")");
    }

    @Test
    void depthAndNumberLengthAreLimited() {
        assertThatThrownBy(() -> read("{\"l\":" + "[".repeat(501) + "]".repeat(501) + "}"))
                .hasMessageContaining("RECORD_MALFORMED");
        assertThat(read("{\"l\":" + "[".repeat(499) + "]".repeat(499) + "}").value("l"))
                .isNotNull();
        assertThatThrownBy(() -> read("{\"d\":" + "1".repeat(1_001) + "}"))
                .isInstanceOf(dev.tributary.etl.spi.error.EtlException.class);
    }
}
