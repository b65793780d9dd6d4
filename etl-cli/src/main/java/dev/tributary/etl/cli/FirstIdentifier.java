package dev.tributary.etl.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** An identifier that a run loaded, for an example that works: the first one in the output of the {@code jsonl} loader. */
final class FirstIdentifier {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String FIRST_PART = "part-00000.ndjson";

    private FirstIdentifier() {}

    /** Empty when there is no such output, or it is compressed or elsewhere. */
    static Optional<String> in(List<String> outputs) {
        return outputs.stream().flatMap(output -> read(output).stream()).findFirst();
    }

    private static Optional<String> read(String output) {
        try {
            Path part = Path.of(output).resolve(FIRST_PART);
            return Files.isRegularFile(part) ? read(part) : Optional.empty();
        } catch (IOException | JacksonException | InvalidPathException e) {
            // An example is not worth a failure.
            return Optional.empty();
        }
    }

    private static Optional<String> read(Path part) throws IOException {
        try (BufferedReader text = Files.newBufferedReader(part, StandardCharsets.UTF_8);
                JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            while (json.nextToken() != null && json.currentToken() != JsonToken.END_OBJECT) {
                if ("record_identifier".equals(json.currentName()) && json.nextToken() == JsonToken.VALUE_STRING) {
                    return Optional.of(json.getString());
                }
            }
            return Optional.empty();
        }
    }
}
