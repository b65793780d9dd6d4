package dev.tributary.etl.core.internal.document;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of texts, whole numbers, lists and objects. Written with sorted keys and without blanks, so equal content is equal bytes. Read
 * strictly: one object in UTF-8, no repeated key, nothing behind it, no other kinds of value. Immutable.
 */
public final class Document {
    private static final String SEAL = "sha256";
    private final Map<String, Object> values;

    private Document(Map<String, Object> values) {
        this.values = values;
    }

    /** A document of String, Long, List and Map values; other values, and null, are refused with an IllegalArgumentException. */
    public static Document of(Map<String, ?> values) {
        Map<String, Object> sorted = new TreeMap<>();
        values.forEach((key, value) -> sorted.put(key, checked(value)));
        return new Document(Collections.unmodifiableMap(sorted));
    }

    /** Reads a document. */
    public static Document parse(byte[] bytes) throws UnreadableDocumentException {
        return of(new DocumentReader().read(bytes));
    }

    /** The one form these values have as bytes: UTF-8 with a line end. */
    public byte[] render() {
        return DocumentWriter.write(values);
    }

    /** The document with a digest over the rest of it, so that a flipped bit is noticed. */
    public Document sealed() {
        Map<String, Object> with = new TreeMap<>(values);
        with.put(SEAL, DigestUtils.sha256Hex(render()));
        return new Document(with);
    }

    /** The document without its digest, after comparing it. */
    public Document unsealed() throws UnreadableDocumentException {
        String seal = text(SEAL);
        Map<String, Object> rest = new TreeMap<>(values);
        rest.remove(SEAL);
        Document document = new Document(rest);
        String found = DigestUtils.sha256Hex(document.render());
        if (!seal.equals(found)) {
            throw new UnreadableDocumentException("its content has SHA-256 " + found + ", written was " + seal);
        }
        return document;
    }

    public String text(String name) throws UnreadableDocumentException {
        return value(name, String.class);
    }

    /** A text that may be left out. */
    public Optional<String> optionalText(String name) throws UnreadableDocumentException {
        return values.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** A whole number from 0. */
    public long count(String name) throws UnreadableDocumentException {
        long number = value(name, Long.class);
        if (number < 0) {
            throw new UnreadableDocumentException("'" + name + "' is " + number);
        }
        return number;
    }

    public Instant instant(String name) throws UnreadableDocumentException {
        String text = text(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new UnreadableDocumentException("'" + name + "' is no instant: " + text, e);
        }
    }

    public List<String> texts(String name) throws UnreadableDocumentException {
        List<String> texts = new ArrayList<>();
        for (Object each : value(name, List.class)) {
            texts.add(cast(name, each, String.class));
        }
        return texts;
    }

    /** Texts by name, sorted by name. */
    public Map<String, String> textMap(String name) throws UnreadableDocumentException {
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, Object> each : document(name).values.entrySet()) {
            texts.put(each.getKey(), cast(name, each.getValue(), String.class));
        }
        return texts;
    }

    @SuppressWarnings("unchecked") // Every Map in a document was made by checked(), with String keys.
    public Document document(String name) throws UnreadableDocumentException {
        return new Document((Map<String, Object>) value(name, Map.class));
    }

    @SuppressWarnings("unchecked") // as above
    public List<Document> documents(String name) throws UnreadableDocumentException {
        List<Document> documents = new ArrayList<>();
        for (Object each : value(name, List.class)) {
            documents.add(new Document((Map<String, Object>) cast(name, each, Map.class)));
        }
        return documents;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Document that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return new String(render(), StandardCharsets.UTF_8);
    }

    private <T> T value(String name, Class<T> type) throws UnreadableDocumentException {
        return cast(name, values.get(name), type);
    }

    private static <T> T cast(String name, @Nullable Object value, Class<T> type) throws UnreadableDocumentException {
        if (value == null) {
            throw new UnreadableDocumentException("'" + name + "' is missing");
        }
        if (!type.isInstance(value)) {
            throw new UnreadableDocumentException("'" + name + "' is not the kind of value it should be");
        }
        return type.cast(value);
    }

    private static Object checked(@Nullable Object value) {
        if (value instanceof String || value instanceof Long) {
            return value;
        }
        if (value instanceof Document document) {
            return document.values;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Document::checked).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put((String) key, checked(each)));
            return Collections.unmodifiableMap(sorted);
        }
        throw new IllegalArgumentException("not a value of a document: " + value);
    }
}
