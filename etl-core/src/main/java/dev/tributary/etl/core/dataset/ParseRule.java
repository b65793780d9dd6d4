package dev.tributary.etl.core.dataset;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/**
 * A parser and the files it is for. Immutable, thread-safe.
 *
 * @param files globs; one without a slash is compared with the last part of a file's name; empty: every file
 * @param parser the parser or file parser
 */
public record ParseRule(List<String> files, StageConfig parser) {
    public ParseRule {
        files = List.copyOf(files);
    }

    /** Whether a file of this name is parsed by this rule, if no earlier one takes it. */
    public boolean matches(String fileName) {
        return files.isEmpty() || files.stream().anyMatch(glob -> matches(glob, fileName));
    }

    /** @throws IllegalArgumentException when it is no glob */
    static PathMatcher matcher(String glob) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    private static boolean matches(String glob, String fileName) {
        String subject = glob.contains("/") ? fileName : fileName.substring(fileName.lastIndexOf('/') + 1);
        try {
            return matcher(glob).matches(Path.of(subject));
        } catch (InvalidPathException e) {
            // A source may name files as this file system cannot; no glob can mean such a file.
            return false;
        }
    }
}
