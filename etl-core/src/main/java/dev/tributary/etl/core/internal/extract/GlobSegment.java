package dev.tributary.etl.core.internal.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** What one folder or file name of a {@link Glob} must look like. */
final class GlobSegment {
    private static final GlobSegment ANY_FOLDERS = new GlobSegment(List.of(), "**");

    /** Told from other tokens by identity. */
    private static final IntPredicate STAR = new IntPredicate() {
        @Override
        public boolean test(int c) {
            return true;
        }
    };

    private final List<IntPredicate> tokens;
    private final String text;

    private GlobSegment(List<IntPredicate> tokens, String text) {
        this.tokens = tokens;
        this.text = text;
    }

    static boolean hasWildcard(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    }

    static GlobSegment compile(String text, String pattern) {
        if (text.equals("**")) {
            return ANY_FOLDERS;
        }
        if (text.contains("**")) {
            throw new IllegalArgumentException(
                    "'**' must stand alone between slashes, as in '**/*.gz', but the pattern is '" + pattern + "'");
        }
        var tokens = new ArrayList<IntPredicate>();
        for (int i = 0; i < text.length(); ) {
            i = token(text, i, tokens);
        }
        return new GlobSegment(List.copyOf(tokens), text);
    }

    /** Adds the token at a position and gives the position behind it. */
    private static int token(String text, int at, List<IntPredicate> tokens) {
        int c = text.codePointAt(at);
        if (c == '[') {
            return bracket(text, at, tokens);
        }
        if (c == '*') {
            tokens.add(STAR);
        } else if (c == '?') {
            tokens.add(any -> true);
        } else {
            tokens.add(found -> found == c);
        }
        return at + Character.charCount(c);
    }

    private static int bracket(String text, int at, List<IntPredicate> tokens) {
        boolean none = text.startsWith("!", at + 1) || text.startsWith("^", at + 1);
        int from = at + (none ? 2 : 1);
        int close = text.indexOf(']', from + 1);
        if (close < 0) {
            throw new IllegalArgumentException("'[' without ']' in '" + text + "'; the character itself is '[[]'");
        }
        var listed = listed(text.substring(from, close).codePoints().toArray());
        tokens.add(none ? listed.negate() : listed);
        return close + 1;
    }

    private static IntPredicate listed(int[] characters) {
        IntPredicate listed = c -> false;
        for (int i = 0; i < characters.length; ) {
            boolean range = i + 2 < characters.length && characters[i + 1] == '-';
            int first = characters[i];
            int last = range ? characters[i + 2] : first;
            listed = listed.or(c -> c >= first && c <= last);
            i += range ? 3 : 1;
        }
        return listed;
    }

    boolean isAnyFolders() {
        return this == ANY_FOLDERS;
    }

    boolean isWild() {
        return hasWildcard(text);
    }

    /** Matches from the left and, where that fails, lets the last star take one character more. */
    boolean matches(String name) {
        if (name.startsWith(".") && !text.startsWith(".")) {
            return false;
        }
        int[] characters = name.codePoints().toArray();
        int token = 0;
        int i = 0;
        int star = -1;
        int starTook = 0;
        while (i < characters.length) {
            if (token < tokens.size() && tokens.get(token) == STAR) {
                star = token++;
                starTook = i;
            } else if (token < tokens.size() && tokens.get(token).test(characters[i])) {
                token++;
                i++;
            } else if (star >= 0) {
                token = star + 1;
                i = ++starTook;
            } else {
                return false;
            }
        }
        while (token < tokens.size() && tokens.get(token) == STAR) {
            token++;
        }
        return token == tokens.size();
    }
}
