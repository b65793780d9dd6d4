package dev.tributary.etl.cli;

import dev.tributary.etl.spi.error.EtlException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a program reads the result: then a failure is an object on standard output too. */
final class JsonOption {
    @Option(names = "--json", description = "Print one JSON object on standard output and nothing else there.")
    private boolean json;

    boolean wanted() {
        return json;
    }

    /** What a command makes. */
    interface Work<T> {
        T make() throws InterruptedException;
    }

    /** Does the work; prints {@code {"problems": [...]}} first when it fails and JSON is wanted. */
    <T> T orFailure(Surroundings surroundings, Work<T> work) throws InterruptedException {
        try {
            return work.make();
        } catch (EtlException e) {
            if (json) {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                object.put("problems", ReportJson.problems(e));
                surroundings.out().println(JsonText.of(object));
            }
            throw e;
        }
    }
}
