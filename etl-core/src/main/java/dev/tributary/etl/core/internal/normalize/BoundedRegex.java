package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.util.regex.Pattern;

/**
 * A regular expression of a dataset file, kept from running for ever: texts of at most 512 characters, at most a million looks at a character
 * (some ten milliseconds). Beyond either the record is rejected; it is never taken for one that does not match.
 */
final class BoundedRegex {
    static final int MAX_CHARACTERS = 512;
    static final int MAX_STEPS = 1_000_000;

    private final Pattern pattern;
    private final String field;

    BoundedRegex(Pattern pattern, String field) {
        this.pattern = pattern;
        this.field = field;
    }

    boolean matches(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw tooMuch("the text has " + text.length() + " characters, at most " + MAX_CHARACTERS + " are matched");
        }
        try {
            return pattern.matcher(new Counting(text, new int[] {MAX_STEPS})).matches();
        } catch (StepsExhausted e) {
            throw tooMuch("the pattern needs more than " + MAX_STEPS + " steps");
        } catch (StackOverflowError e) {
            throw tooMuch("the pattern nests too deeply"); // java.util.regex recurses for (a|b)*
        }
    }

    private EtlException tooMuch(String why) {
        return new EtlException(
                Problem.of(StandardError.FIELD_INVALID, "Cannot match " + pattern.pattern() + ": " + why)
                        .inField(field)
                        .withHint("write a simpler pattern"),
                null);
    }

    private static final class StepsExhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StepsExhausted() {
            super(null, null, false, false);
        }
    }

    /** A text that can be looked at a limited number of times. */
    private record Counting(CharSequence text, int[] stepsLeft) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (--stepsLeft[0] < 0) {
                throw new StepsExhausted();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counting(text.subSequence(start, end), stepsLeft);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
