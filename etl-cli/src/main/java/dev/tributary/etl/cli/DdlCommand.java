package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.LedgerScript;
import dev.tributary.etl.core.LoaderTables;
import dev.tributary.etl.core.RunRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code etl ddl}: the ledger's tables, and those of a dataset's loaders. */
@Command(
        name = "ddl",
        mixinStandardHelpOptions = true,
        description =
                "Print the SQL that makes the ledger's tables, and with DATASET those that its loaders write; a run does it by itself where it may.")
final class DdlCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--dialect", paramLabel = "NAME", description = "The database: sqlite (default) or postgres.")
    private String dialect = "sqlite";

    @Mixin
    private DatasetOptions dataset = new DatasetOptions();

    @Mixin
    private HomeOption home = new HomeOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private JsonOption json = new JsonOption();

    DdlCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<LedgerScript> scripts = json.orFailure(surroundings, () -> Etl.ddl(dialect));
        List<LoaderTables> loaders = dataset.written().isEmpty() ? List.of() : loaders();
        if (json.wanted()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("dialect", dialect);
            object.put("scripts", scripts.stream().map(DdlCommand::json).toList());
            object.put("loaders", loaders.stream().map(DdlCommand::json).toList());
            surroundings.out().println(JsonText.of(object));
        } else {
            scripts.forEach(this::print);
            loaders.forEach(this::print);
        }
        return ExitCode.DONE;
    }

    private List<LoaderTables> loaders() throws IOException, InterruptedException {
        RunRequest request = RunRequest.of(dataset.file(surroundings, spec)).withParameters(dataset.parameters());
        try (Etl etl = home.open(surroundings)) {
            return json.orFailure(surroundings, () -> etl.ddl(dialect, request));
        }
    }

    private void print(LoaderTables loader) {
        surroundings.out().println("-- loader " + loader.loader());
        loader.commands().forEach(command -> surroundings.out().println(command + ";\n"));
    }

    private static Map<String, @Nullable Object> json(LoaderTables loader) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("loader", loader.loader());
        object.put("commands", loader.commands());
        return object;
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
