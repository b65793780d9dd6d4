package dev.tributary.etl.cli;

import dev.tributary.etl.core.config.ConfigException;
import dev.tributary.etl.core.config.ConfigProblem;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import java.io.PrintWriter;
import java.util.List;

/** Says what went wrong, and how the command ends because of it. */
final class Failures {
    private final PrintWriter err;

    Failures(PrintWriter err) {
        this.err = err;
    }

    /** The exit code. */
    int print(Exception e) {
        if (e instanceof ConfigException config) {
            print(config.problems());
            return ExitCode.USAGE;
        }
        if (e instanceof EtlException etl) {
            print(etl.problem());
            return ExitCode.of(etl.problem());
        }
        if (e instanceof InterruptedException) {
            err.println("interrupted");
            return ExitCode.INTERRUPTED;
        }
        err.println("The command failed in a way it should not. Please report it with what follows.");
        e.printStackTrace(err);
        return ExitCode.FAILED;
    }

    void print(Problem problem) {
        err.println(PrintableText.of(problem.code().label() + ": " + problem.message()));
        problem.field().ifPresent(field -> err.println("  in        " + PrintableText.of(field)));
        problem.hint().ifPresent(hint -> err.println("  do        " + PrintableText.of(hint)));
        err.println("  more      etl explain E" + problem.code().number());
    }

    private void print(List<ConfigProblem> problems) {
        problems.forEach(problem -> err.println(PrintableText.of(problem.toString())));
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        err.println(count + " in " + problems.get(0).file());
    }
}
