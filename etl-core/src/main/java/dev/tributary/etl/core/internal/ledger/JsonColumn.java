package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.stage.LoadReceipt;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Small maps and lists as JSON text in one column. They are read as a whole and never searched, so they need no table. */
final class JsonColumn {
    private final JsonFactory json = new JsonFactory();

    String of(Map<String, String> values) {
        return write(out -> writeMap(out, values));
    }

    String of(Collection<String> values) {
        return write(out -> {
            out.writeStartArray();
            values.forEach(out::writeString);
            out.writeEndArray();
        });
    }

    String ofClaims(Collection<UnitTable.Held> claims) {
        return write(out -> {
            out.writeStartArray();
            for (var claim : claims) {
                out.writeStartObject();
                out.writeNumberProperty("job_no", claim.jobNumber());
                out.writeStringProperty("kind", claim.kind());
                out.writeNumberProperty("unit", claim.unit());
                out.writeNumberProperty("fence", claim.fence());
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    String ofNumbers(BitSet numbers) {
        return write(out -> {
            out.writeStartArray();
            numbers.stream().forEach(out::writeNumber);
            out.writeEndArray();
        });
    }

    String ofPositions(Map<String, Instant> positions) {
        var texts = new LinkedHashMap<String, String>();
        positions.forEach((series, position) -> texts.put(series, position.toString()));
        return of(texts);
    }

    /** The receipts of a unit, one per loader in order, without unit and uploads: they have columns and rows of their own. */
    String ofReceipts(List<LoadReceipt> receipts) {
        return write(out -> {
            out.writeStartArray();
            for (var receipt : receipts) {
                out.writeStartArray();
                out.writeNumber(receipt.written());
                writeMap(out, receipt.details());
                out.writeEndArray();
            }
            out.writeEndArray();
        });
    }

    Map<String, String> map(String text) {
        try (var in = json.createParser(ObjectReadContext.empty(), text)) {
            in.nextToken();
            return readMap(in);
        }
    }

    List<String> list(String text) {
        try (var in = json.createParser(ObjectReadContext.empty(), text)) {
            var values = new ArrayList<String>();
            in.nextToken();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                values.add(in.getString());
            }
            return values;
        }
    }

    List<LoadReceipt> receipts(int unit, String text) {
        try (var in = json.createParser(ObjectReadContext.empty(), text)) {
            var receipts = new ArrayList<LoadReceipt>();
            in.nextToken();
            while (in.nextToken() == JsonToken.START_ARRAY) {
                in.nextToken();
                long written = in.getLongValue();
                in.nextToken();
                receipts.add(new LoadReceipt(unit, written, List.of(), readMap(in)));
                in.nextToken();
            }
            return receipts;
        }
    }

    /** In the order of names: Java's immutable maps have another order in every process, and equal rows must be equal text. */
    private static void writeMap(JsonGenerator out, Map<String, String> values) {
        out.writeStartObject();
        new TreeMap<>(values).forEach((name, value) -> {
            out.writeName(name);
            out.writeString(value);
        });
        out.writeEndObject();
    }

    private static Map<String, String> readMap(JsonParser in) {
        var values = new LinkedHashMap<String, String>();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = in.currentName();
            in.nextToken();
            values.put(name, in.getString());
        }
        return values;
    }

    private String write(Consumer<JsonGenerator> content) {
        var text = new StringWriter();
        try (var out = json.createGenerator(ObjectWriteContext.empty(), text)) {
            content.accept(out);
        }
        return text.toString();
    }
}
