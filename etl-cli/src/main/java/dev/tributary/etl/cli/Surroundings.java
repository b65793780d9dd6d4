package dev.tributary.etl.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a command finds around it.
 *
 * @param out for results
 * @param err for people, when results go to programs, and for failures
 * @param environment what {@code ${NAME}} in dataset files stands for
 * @param folders where relative paths start: the working folder, then, when it is another, the one that {@code ./etl} lies in
 * @param terminal whether somebody watches {@code err}
 */
record Surroundings(
        PrintWriter out, PrintWriter err, Map<String, String> environment, List<Path> folders, Terminal terminal) {
    /** What {@code err} is connected to. */
    enum Terminal {
        WATCHED,
        NONE
    }

    private static final int DEFAULT_WIDTH = 120;
    private static final int LEAST_WIDTH = 40;

    /** Characters that a line may have: {@code COLUMNS}, which {@code ./etl} sets from the terminal. */
    int width() {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("\\d{1,4}") ? Math.max(LEAST_WIDTH, Integer.parseInt(columns)) : DEFAULT_WIDTH;
    }

    Path resolve(Path path) {
        return folders.get(0).resolve(path);
    }
}
