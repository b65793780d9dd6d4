package dev.tributary.etl.core.internal.release;

import java.util.regex.Pattern;

/** What loaders call the places of their output: a file or folder, or something else with a scheme in front ({@code s3:}, {@code jdbc:}). */
public final class OutputNames {
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*:");

    private OutputNames() {}

    /** Whether it is no file or folder. */
    public static boolean isElsewhere(String output) {
        return SCHEME.matcher(output).lookingAt();
    }
}
