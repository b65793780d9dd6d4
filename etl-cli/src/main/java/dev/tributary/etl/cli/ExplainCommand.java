package dev.tributary.etl.cli;

import dev.tributary.etl.spi.error.StandardError;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code etl explain}: what a failure's code means and what to do about it. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Explain a code such as E2003; without one, list all.")
final class ExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CODE", description = "E2003, 2003 or CHECKSUM_MISMATCH.")
    private Optional<String> code = Optional.empty();

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (code.isEmpty()) {
            Arrays.stream(StandardError.values()).forEach(this::print);
            return ExitCode.DONE;
        }
        Optional<StandardError> error = find(code.get());
        error.ifPresent(this::print);
        if (error.isEmpty()) {
            surroundings
                    .err()
                    .println(PrintableText.of("There is no code '" + code.get() + "'; " + advice(code.get())));
        }
        return error.isPresent() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static Optional<StandardError> find(String written) {
        String wanted = written.toUpperCase(Locale.ROOT);
        return Arrays.stream(StandardError.values())
                .filter(error -> names(error).contains(wanted))
                .findFirst();
    }

    private static List<String> names(StandardError error) {
        return List.of("E" + error.number(), Integer.toString(error.number()), error.name());
    }

    private static String advice(String written) {
        List<String> names = Arrays.stream(StandardError.values())
                .flatMap(error -> names(error).stream())
                .toList();
        return NearestName.of(written, names)
                .map(name -> "the nearest is " + name)
                .orElse("'etl explain' lists all; codes from E10000 belong to plugins");
    }

    private void print(StandardError error) {
        PrintWriter out = surroundings.out();
        out.println(error.label() + "  (" + error.category().name().toLowerCase(Locale.ROOT) + ")");
        out.println("  " + error.help());
    }
}
