package dev.tributary.etl.core.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.stage.LoadReceipt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same values are the same text in every process. */
class JsonColumnTest {
    private final JsonColumn json = new JsonColumn();

    @Test
    void mapsAreWrittenInTheOrderOfTheirNames() {
        var values = new LinkedHashMap<String, String>();
        values.put("part", "1");
        values.put("bytes", "2");
        values.put("sha256", "3");
        assertThat(json.of(values)).isEqualTo("{\"bytes\":\"2\",\"part\":\"1\",\"sha256\":\"3\"}");
    }

    @Test
    void detailsOfReceiptsToo() {
        var receipt = new LoadReceipt(0, 1, List.of(), Map.of("c", "1", "b", "2", "a", "3", "d", "4", "e", "5"));
        assertThat(json.ofReceipts(List.of(receipt)))
                .isEqualTo("[[1,{\"a\":\"3\",\"b\":\"2\",\"c\":\"1\",\"d\":\"4\",\"e\":\"5\"}]]");
    }
}
