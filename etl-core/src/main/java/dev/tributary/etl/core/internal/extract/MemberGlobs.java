package dev.tributary.etl.core.internal.extract;

import java.util.List;

/**
 * Which members of an archive are read. A pattern without a slash is compared with the last part of a member's path, any other with the whole
 * path. Immutable, thread-safe.
 */
public final class MemberGlobs {
    /** The attribute of a source file that says which members of it are read: patterns, one a line. */
    public static final String ATTRIBUTE = "members";

    private final List<String> patterns;
    private final List<Glob> globs;

    private MemberGlobs(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
        this.globs = patterns.stream().map(Glob::compile).toList();
    }

    /**
     * Reads patterns.
     *
     * @throws IllegalArgumentException when one cannot be read
     */
    public static MemberGlobs of(List<String> patterns) {
        for (var pattern : patterns) {
            if (pattern.startsWith("/") || pattern.chars().anyMatch(c -> c < ' ')) {
                throw new IllegalArgumentException(
                        "'members' names '" + pattern + "': paths in an archive start with no slash and are one line");
            }
        }
        return new MemberGlobs(patterns);
    }

    /** The value of {@link #ATTRIBUTE}. */
    public String attribute() {
        return String.join("\n", patterns);
    }

    /** Whether a member is read. */
    public boolean accept(String member) {
        var last = member.substring(member.lastIndexOf('/') + 1);
        for (int i = 0; i < globs.size(); i++) {
            if (globs.get(i).accepts(patterns.get(i).contains("/") ? member : last)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return String.join(", ", patterns);
    }
}
