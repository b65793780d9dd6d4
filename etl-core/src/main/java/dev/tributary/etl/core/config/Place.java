package dev.tributary.etl.core.config;

import java.nio.file.Path;

/**
 * A place in a configuration file. Immutable.
 *
 * @param file the file as the caller named it
 * @param line 1-based line
 * @param column 1-based column, in code points
 */
public record Place(String file, int line, int column) {
    /** The first character of a file. */
    public static Place startOf(String file) {
        return new Place(file, 1, 1);
    }

    /** The folder that relative paths in the file count from. */
    public Path folder() {
        Path path = Path.of(file).toAbsolutePath();
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    /** {@code FILE:LINE:COL}, which editors and terminals can open. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
