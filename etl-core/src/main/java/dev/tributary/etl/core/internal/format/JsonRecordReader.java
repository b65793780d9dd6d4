package dev.tributary.etl.core.internal.format;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one JSON object as a record of a known type; the columns' kinds decide what a value becomes. Strict: a name twice, anything behind the
 * object, NUL, lone surrogates, numbers over 1,000 characters, more than 500 levels and names that are no column are errors of category DATA.
 * Nothing is rounded: in columns of kind LIST, MAP and ANY a whole number is a Long, another number a BigDecimal, or a Double when it has an
 * exponent (a BigDecimal is never written with one); texts stay texts there. null is "absent". Thread-safe.
 */
public final class JsonRecordReader {
    static final int MAX_NUMBER_LENGTH = 1_000;
    private static final int MAX_DEPTH = 500;
    private static final int MAX_STRING_LENGTH = 100_000_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(MAX_STRING_LENGTH)
                    .build())
            .build();

    /**
     * Reads a record.
     *
     * @param json one object in UTF-8, white space around it allowed
     * @throws EtlException RECORD_MALFORMED with line and column, or FIELD_INVALID naming the column
     */
    public DataRecord read(byte[] json, RecordType type, Origin origin) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            var values = values(parser, type);
            if (parser.nextToken() != null) {
                throw malformed("more follows the object", parser);
            }
            return type.record(origin, values);
        } catch (JacksonException e) {
            throw new EtlException(malformed(e).problem(), e);
        }
    }

    private static @Nullable Object[] values(JsonParser parser, RecordType type) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw malformed("it is no object", parser);
        }
        var values = new @Nullable Object[type.size()];
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            int column = type.indexOf(name);
            if (column < 0) {
                throw invalid(name, type.name() + " has no such column");
            }
            parser.nextToken();
            values[column] = JsonValue.read(parser, type.columns().get(column));
        }
        return values;
    }

    static EtlException invalid(String column, String why) {
        return new EtlException(
                Problem.of(StandardError.FIELD_INVALID, "Cannot read the value: " + why)
                        .inField(column),
                null);
    }

    private static EtlException malformed(String why, JsonParser parser) {
        var at = parser.currentTokenLocation();
        return malformed(why, at.getLineNr(), at.getColumnNr());
    }

    private static EtlException malformed(JacksonException e) {
        var at = e.getLocation();
        return malformed(e.getOriginalMessage(), at == null ? 0 : at.getLineNr(), at == null ? 0 : at.getColumnNr());
    }

    private static EtlException malformed(String why, int line, int column) {
        return new EtlException(
                StandardError.RECORD_MALFORMED,
                "Cannot read the JSON record: " + why + " (line " + line + ", column " + column + ")");
    }
}
