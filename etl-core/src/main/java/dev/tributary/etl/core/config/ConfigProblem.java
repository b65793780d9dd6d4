package dev.tributary.etl.core.config;

import dev.tributary.etl.spi.error.Problem;
import java.util.Comparator;

/**
 * One thing that is wrong with a configuration file, and where. Immutable; its text holds no secrets.
 *
 * @param file the file as the caller named it
 * @param line 1-based line
 * @param column 1-based column, in code points
 * @param path the setting, such as {@code load[0].formats[1]}; empty for the whole document
 * @param problem what was found and what to do
 */
public record ConfigProblem(String file, int line, int column, String path, Problem problem) {
    /** The order of the file; of several files, by their names. */
    public static final Comparator<ConfigProblem> IN_FILE_ORDER = Comparator.comparing(ConfigProblem::file)
            .thenComparingInt(ConfigProblem::line)
            .thenComparingInt(ConfigProblem::column);

    /** A problem of a setting at a place. */
    public static ConfigProblem at(Place place, String path, Problem problem) {
        return new ConfigProblem(place.file(), place.line(), place.column(), path, problem);
    }

    /** One line: {@code FILE:LINE:COL path: E1002 OPTION_UNKNOWN: message; hint}. */
    @Override
    public String toString() {
        String setting = path.isEmpty() ? "" : " " + path;
        return new Place(file, line, column) + setting + ": " + problem;
    }
}
