package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.LedgerScript;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code etl ddl}: the ledger's tables. */
@Command(
        name = "ddl",
        mixinStandardHelpOptions = true,
        description = "Print the SQL that makes the ledger's tables; a run does it by itself where it may.")
final class DdlCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--dialect", paramLabel = "NAME", description = "The database: sqlite (default) or postgres.")
    private String dialect = "sqlite";

    @Mixin
    private JsonOption json = new JsonOption();

    DdlCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<LedgerScript> scripts = json.orFailure(surroundings, () -> Etl.ddl(dialect));
        if (json.wanted()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("dialect", dialect);
            object.put("scripts", scripts.stream().map(DdlCommand::json).toList());
            surroundings.out().println(JsonText.of(object));
        } else {
            scripts.forEach(this::print);
        }
        return ExitCode.DONE;
    }

    private void print(LedgerScript script) {
        surroundings.out().println("-- " + script.name());
        surroundings.out().println(script.sql().strip());
        surroundings.out().println();
    }

    private static Map<String, @Nullable Object> json(LedgerScript script) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("version", script.version());
        object.put("name", script.name());
        object.put("sql", script.sql());
        return object;
    }
}
