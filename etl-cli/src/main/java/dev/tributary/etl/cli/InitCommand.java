package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code etl init}: a dataset file to begin with, and the schema that helps an editor with it. Overwrites nothing. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Begin a dataset: write a dataset file from a template into config/datasets, and the schema for editors beside it.",
            "Nothing that exists is overwritten."
        })
final class InitCommand implements Callable<Integer> {
    private static final Path SCHEMA = Path.of("config", "etl.schema.json");
    private static final Path DATASETS = Path.of("config", "datasets");

    private final Surroundings surroundings;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DIR", description = "Where to begin (default: here).")
    private Path folder = Path.of("");

    @Option(
            names = "--template",
            paramLabel = "NAME",
            description =
                    "uniprot-file (default): runs at once, without network; uniprot-http: the newest release, downloaded.")
    private String template = Template.UNIPROT_FILE.word();

    @Mixin
    private HomeOption home = new HomeOption();

    InitCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        try (Etl etl = home.open(surroundings)) {
            List<Template> usable = Stream.of(Template.values())
                    .filter(t -> t.isUsable(etl.plugins()))
                    .toList();
            Optional<Template> chosen =
                    usable.stream().filter(t -> t.word().equals(template)).findFirst();
            if (chosen.isEmpty()) {
                return refuse("There is no template '" + template + "'; known: "
                        + String.join(", ", usable.stream().map(Template::word).toList()));
            }
            return begin(chosen.get(), etl.schema());
        }
    }

    private int begin(Template chosen, String schema) throws IOException {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> file : chosen.files().entrySet()) {
            files.put(folder.resolve(DATASETS).resolve(file.getKey()), file.getValue());
        }
        List<Path> there = files.keySet().stream()
                .filter(f -> Files.exists(surroundings.resolve(f)))
                .toList();
        if (!there.isEmpty()) {
            return refuse(
                    "Nothing was written: " + there.get(0) + " is there already; move it away, or name another DIR");
        }
        PrintWriter out = surroundings.out();
        for (Map.Entry<Path, byte[]> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
            out.println("wrote  " + file.getKey());
        }
        writeSchema(folder.resolve(SCHEMA), schema);
        printNext(folder.resolve(DATASETS).resolve(chosen.fileName()), chosen);
        return ExitCode.DONE;
    }

    private void writeSchema(Path file, String schema) throws IOException {
        if (Files.exists(surroundings.resolve(file))) {
            surroundings.out().println("kept   " + file + "; renew it with: ./etl schema -o " + file);
            return;
        }
        write(file, schema.getBytes(StandardCharsets.UTF_8));
        surroundings.out().println("wrote  " + file + ", by which an editor completes and checks dataset files");
    }

    private void write(Path file, byte[] content) throws IOException {
        Path target = surroundings.resolve(file);
        Files.createDirectories(target.toAbsolutePath().getParent());
        Files.write(target, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private void printNext(Path dataset, Template chosen) {
        boolean isHere = folder.toString().isEmpty() || folder.equals(Path.of("."));
        String name = isHere ? chosen.datasetId() : dataset.toString();
        PrintWriter out = surroundings.out();
        out.println("next:");
        out.println("  ./etl validate " + name);
        out.println("  ./etl preview " + name + " --limit 3");
        if (chosen.hasTest()) {
            out.println("  ./etl test " + name);
        }
        out.println("  ./etl run " + name);
    }

    private int refuse(String why) {
        surroundings.err().println(PrintableText.of(why));
        return ExitCode.USAGE;
    }
}
