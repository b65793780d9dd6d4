package dev.tributary.etl.core.internal.extract;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A path pattern: {@code *} and {@code ?} stand for characters other than a slash, <code>[a-z]</code> and <code>[!a-z]</code> for one of or
 * none of some, {@code **} as a whole segment for any number of folders; all else, a dot too, is itself. As in a shell, what starts with a dot
 * is matched only where the pattern writes the dot. Case matters. Matching takes time linear in pattern times path. Immutable, thread-safe.
 */
public final class Glob {
    private final String pattern;
    private final String prefix;
    private final List<GlobSegment> segments;

    private Glob(String pattern, String prefix, List<GlobSegment> segments) {
        this.pattern = pattern;
        this.prefix = prefix;
        this.segments = segments;
    }

    /**
     * Reads a pattern with slashes between its segments.
     *
     * @throws IllegalArgumentException when it is empty, a bracket is open, or {@code **} stands beside other characters
     */
    public static Glob compile(String pattern) {
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException("a file pattern is empty");
        }
        var parts = List.of(pattern.split("/", -1));
        int literal = 0;
        while (literal < parts.size() - 1 && !GlobSegment.hasWildcard(parts.get(literal))) {
            literal++;
        }
        var segments = new ArrayList<GlobSegment>();
        for (var part : parts.subList(literal, parts.size())) {
            segments.add(GlobSegment.compile(part, pattern));
        }
        return new Glob(pattern, String.join("/", parts.subList(0, literal)), List.copyOf(segments));
    }

    /** The folder part before the first wildcard, without a slash at its end: what a walk starts from; "" when there is none. */
    public String prefix() {
        return prefix;
    }

    /** Whether the pattern names one file. */
    public boolean isLiteral() {
        return segments.size() == 1 && !segments.get(0).isWild();
    }

    /** Whether a path relative to {@link #prefix} matches. */
    public boolean matches(String path) {
        return states(path).get(segments.size());
    }

    /** Whether a whole path matches. */
    public boolean accepts(String path) {
        return prefix.isEmpty()
                ? matches(path)
                : path.startsWith(prefix + "/") && matches(path.substring(prefix.length() + 1));
    }

    /** Whether some file below a folder (relative to {@link #prefix}, "" for that itself) can match: where a walk needs to go. */
    public boolean leadsInto(String folder) {
        return folder.isEmpty() || states(folder).previousSetBit(segments.size() - 1) >= 0;
    }

    /** Which segments may come next after all of the path was matched: the states of a non-deterministic automaton. */
    private BitSet states(String path) {
        var states = new BitSet(segments.size() + 1);
        enter(states, 0);
        for (var part : path.split("/", -1)) {
            var next = new BitSet(segments.size() + 1);
            for (int i = states.nextSetBit(0); i >= 0 && i < segments.size(); i = states.nextSetBit(i + 1)) {
                step(i, part, next);
            }
            states = next;
        }
        return states;
    }

    private void step(int segment, String part, BitSet next) {
        if (segments.get(segment).isAnyFolders()) {
            if (!part.startsWith(".")) {
                enter(next, segment);
            }
        } else if (segments.get(segment).matches(part)) {
            enter(next, segment + 1);
        }
    }

    private void enter(BitSet states, int segment) {
        int i = segment;
        states.set(i);
        while (i < segments.size() && segments.get(i).isAnyFolders()) {
            i++;
            states.set(i);
        }
    }

    @Override
    public String toString() {
        return pattern;
    }
}
