package dev.tributary.etl.core.internal.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON into maps and refuses what Jackson takes by default: repeated keys, what follows the object, other encodings, lone surrogates. */
final class DocumentReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    Map<String, Object> read(byte[] bytes) throws UnreadableDocumentException {
        String text = decode(bytes);
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableDocumentException(text.isBlank() ? "it is empty" : "it is no JSON object");
            }
            Map<String, Object> values = object(parser);
            if (parser.nextToken() != null) {
                throw new UnreadableDocumentException("something follows the JSON object");
            }
            return values;
        } catch (JacksonException e) {
            throw new UnreadableDocumentException("it is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String decode(byte[] bytes) throws UnreadableDocumentException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableDocumentException("it is no UTF-8", e);
        }
    }

    private static Map<String, Object> object(JsonParser parser) throws UnreadableDocumentException {
        Map<String, Object> values = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = wellFormed(parser.currentName());
            values.put(name, value(parser, parser.nextToken()));
        }
        return values;
    }

    private static List<Object> list(JsonParser parser) throws UnreadableDocumentException {
        List<Object> values = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            values.add(value(parser, token));
        }
        return values;
    }

    private static Object value(JsonParser parser, @Nullable JsonToken token) throws UnreadableDocumentException {
        if (token == JsonToken.VALUE_STRING) {
            return wellFormed(parser.getString());
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getLongValue();
        }
        if (token == JsonToken.START_OBJECT) {
            return object(parser);
        }
        if (token == JsonToken.START_ARRAY) {
            return list(parser);
        }
        throw new UnreadableDocumentException("it has a value of a kind that is never written: " + token);
    }

    private static String wellFormed(String text) throws UnreadableDocumentException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new UnreadableDocumentException("it has half a surrogate pair");
        }
        return text;
    }
}
