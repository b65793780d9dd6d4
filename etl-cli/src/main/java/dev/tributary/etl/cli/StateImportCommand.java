package dev.tributary.etl.cli;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** {@code etl state import}: takes over a state that another program kept, or {@code state show --json} printed. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Replace a dataset's state by that of a JSON file: an object of texts, or what"
                + " 'etl state show --json' prints.")
final class StateImportCommand implements Callable<Integer> {
    private static final String STATE = "state";

    private final Surroundings surroundings;

    @Mixin
    private StateParameter state = new StateParameter();

    @Parameters(index = "1", paramLabel = "FILE", description = "A JSON file.")
    private Path file = Path.of("");

    StateImportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> values = read();
        return state.perform(surroundings, (etl, id) -> etl.operations().replaceState(id, values));
    }

    private Map<String, String> read() {
        JsonFactory json = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser in =
                json.createParser(ObjectReadContext.empty(), Files.readString(surroundings.resolve(file)))) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw unreadable("it is no JSON object", null);
            }
            Map<String, String> values = object(in);
            if (in.nextToken() != null) {
                throw unreadable("something stands behind its object", null);
            }
            return values;
        } catch (JacksonException | IOException e) {
            throw unreadable(String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
        }
    }

    /** The texts of an object; those of its member {@code state} instead when that is an object. */
    private Map<String, String> object(JsonParser in) {
        Map<String, String> values = new TreeMap<>();
        @Nullable Map<String, String> inner = null;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (value == JsonToken.START_OBJECT && name.equals(STATE)) {
                inner = object(in);
            } else if (value == JsonToken.VALUE_STRING) {
                values.put(name, in.getString());
            } else {
                throw unreadable("the value of '" + name + "' is no text", null);
            }
        }
        return inner == null ? values : inner;
    }

    private EtlException unreadable(String why, @Nullable Exception cause) {
        Problem problem = Problem.of(StandardError.OPTION_INVALID, "Cannot import the state in " + file + ": " + why)
                .withHint("write {\"name\": \"value\", ...}");
        return new EtlException(problem, cause);
    }
}
