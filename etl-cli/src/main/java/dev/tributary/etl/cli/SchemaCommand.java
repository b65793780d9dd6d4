package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code etl schema}: what editors complete and check dataset files by. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = {
            "Print the JSON schema of dataset files, made of the plugins present.",
            "An editor uses it when a dataset file begins with both lines:",
            "  # yaml-language-server: $$schema=../etl.schema.json",
            "  # $$schema: ../etl.schema.json"
        })
final class SchemaCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write it there instead, replacing what an older version wrote.")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private HomeOption home = new HomeOption();

    SchemaCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        try (Etl etl = home.open(surroundings)) {
            etl.pluginWarnings().forEach(w -> surroundings.err().println(PrintableText.of("plugin left out: " + w)));
            String schema = etl.schema();
            if (output.isEmpty()) {
                surroundings.out().print(schema);
                return ExitCode.DONE;
            }
            write(surroundings.resolve(output.get()), schema);
            surroundings.out().println("wrote " + output.get());
            return ExitCode.DONE;
        }
    }

    /** An editor may read it at any moment, so it is never there by half. */
    private static void write(Path file, String schema) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, ".schema", ".part");
        Files.write(part, schema.getBytes(StandardCharsets.UTF_8));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
