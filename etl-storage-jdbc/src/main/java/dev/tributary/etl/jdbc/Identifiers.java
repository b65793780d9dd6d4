package dev.tributary.etl.jdbc;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of tables and columns: checked when they are written by people, and quoted wherever they are used. */
final class Identifiers {
    private static final Pattern ALLOWED = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private Identifiers() {}

    /**
     * Refuses what is not lower-case letters, digits and underscores, at most 63.
     *
     * @throws IllegalArgumentException naming what and which
     */
    static void check(String what, String name) {
        if (!isAllowed(name)) {
            throw new IllegalArgumentException(
                    "the " + what + " '" + name
                            + "' is not made of lower-case letters, digits and underscores, 63 at most, beginning with no digit");
        }
    }

    static boolean isAllowed(String name) {
        return ALLOWED.matcher(name).matches();
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** With commas between them. */
    static String quoted(Collection<String> names) {
        return names.stream().map(Identifiers::quoted).collect(Collectors.joining(", "));
    }
}
