package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.dataset.Dataset;
import dev.tributary.etl.core.dataset.RunSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code etl validate}: says all that is wrong with a dataset file, and touches nothing. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Check a dataset file without running it; all problems are named at once.")
final class ValidateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DatasetOptions dataset = new DatasetOptions();

    @Mixin
    private HomeOption home = new HomeOption();

    ValidateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Path file = dataset.file(surroundings, spec);
        try (Etl etl = home.open(surroundings)) {
            etl.pluginWarnings().forEach(w -> surroundings.err().println(PrintableText.of("plugin left out: " + w)));
            Dataset read = etl.validate(file, dataset.parameters());
            read.warnings().forEach(w -> surroundings.err().println(PrintableText.of("warning: " + w)));
            surroundings.out().println(file + ": dataset " + read.id() + " is valid");
            surroundings.out().println("  plugins   " + String.join(", ", read.plugins()));
            surroundings.out().println("  config    " + read.configHash());
            surroundings.out().println("  run       " + passes(read.mode()));
            return ExitCode.DONE;
        }
    }

    /** In one pass equal keys are known to one process only: others cannot take part. */
    private static String passes(RunSettings.Mode mode) {
        return switch (mode) {
            case DIRECT -> "direct: by one process; for many workers write run: {mode: staged}";
            case STAGED -> "staged: in two passes, by any number of workers";
        };
    }
}
