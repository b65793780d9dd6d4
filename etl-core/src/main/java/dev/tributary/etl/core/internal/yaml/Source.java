package dev.tributary.etl.core.internal.yaml;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an expression in a scalar was looked up by. Holds no value.
 *
 * @param scheme {@code env}, {@code param}, {@code file} or that of a secret resolver
 * @param name what the scheme looked up
 * @param isDefault whether there was no value and the expression's default counts
 */
public record Source(String scheme, String name, boolean isDefault) {
    private static final Set<String> OPEN_SCHEMES = Set.of("env", "param", "file");
    private static final Pattern SECRET_NAME =
            Pattern.compile("pass|pwd|secret|token|key|credential|auth", Pattern.CASE_INSENSITIVE);

    /** Whether the value is nobody's business, whatever the option's type says. */
    public boolean isSensitive() {
        return !OPEN_SCHEMES.contains(scheme) || SECRET_NAME.matcher(name).find();
    }

    /** {@code env WORKERS}, {@code default of env WORKERS}. */
    @Override
    public String toString() {
        return (isDefault ? "default of " : "") + scheme + " " + Excerpt.escape(name);
    }
}
