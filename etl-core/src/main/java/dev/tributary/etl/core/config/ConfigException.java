package dev.tributary.etl.core.config;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration file that cannot be used, with all that is wrong with it. Its code is that of the first problem, of category CONFIG; nothing
 * was started. The message names every problem on a line of its own, up to 100.
 */
public final class ConfigException extends EtlException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_PRINTED = 100;
    private final transient List<ConfigProblem> problems;

    /** An exception for at least one problem, in the order of the file. */
    public ConfigException(List<ConfigProblem> problems) {
        super(summary(problems), null);
        this.problems = List.copyOf(problems);
    }

    /** An exception for one problem. */
    public static ConfigException of(Place place, String path, Problem problem) {
        return new ConfigException(List.of(ConfigProblem.at(place, path, problem)));
    }

    /** All problems, at least one, in the order of the file. */
    public List<ConfigProblem> problems() {
        return problems;
    }

    private static Problem summary(List<ConfigProblem> problems) {
        ConfigProblem first = problems.get(0);
        String lines = problems.stream()
                .limit(MAX_PRINTED)
                .map(ConfigProblem::toString)
                .collect(Collectors.joining("\n"));
        String count = problems.size() == 1 ? "one problem" : problems.size() + " problems";
        return Problem.of(first.problem().code(), "Cannot use " + first.file() + ": " + count + "\n" + lines);
    }
}
