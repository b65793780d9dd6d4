package dev.tributary.etl.cli;

import dev.tributary.etl.spi.error.StandardError;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The codes of failures and what is said of them. */
final class Codes {
    private final PrintWriter out;

    Codes(PrintWriter out) {
        this.out = out;
    }

    void printAll() {
        Arrays.stream(StandardError.values()).forEach(this::print);
    }

    void print(StandardError error) {
        out.println(error.label() + "  (" + error.category().name().toLowerCase(Locale.ROOT) + ")");
        out.println("  " + error.help());
    }

    /** The error of a number or name, with or without its E. */
    static Optional<StandardError> find(String written) {
        String wanted = written.toUpperCase(Locale.ROOT);
        return Arrays.stream(StandardError.values())
                .filter(error -> names(error).contains(wanted))
                .findFirst();
    }

    /** Whether somebody who wrote this meant a code and no dataset. */
    static boolean looksLikeOne(String written) {
        return written.matches("[Ee]?[0-9]{4,}|[A-Z]+_[A-Z_]+");
    }

    static String advice(String written) {
        List<String> names = Arrays.stream(StandardError.values())
                .flatMap(error -> names(error).stream())
                .toList();
        return NearestName.of(written, names)
                .map(name -> "the nearest is " + name)
                .orElse("'etl explain' lists all; codes from E10000 belong to plugins");
    }

    private static List<String> names(StandardError error) {
        return List.of("E" + error.number(), Integer.toString(error.number()), error.name());
    }
}
