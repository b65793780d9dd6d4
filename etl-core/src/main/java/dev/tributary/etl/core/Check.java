package dev.tributary.etl.core;

import java.util.Locale;

/**
 * Something that {@link Etl#doctor} looked at.
 *
 * @param subject such as {@code java} or {@code store}
 * @param cure what to do about it; empty when it is ok
 */
public record Check(String subject, Outcome outcome, String message, String cure) {
    /** How it stands. */
    public enum Outcome {
        OK,
        /** Runs work, but somebody should look. */
        WARN,
        FAIL;

        /** The word in {@code --json}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Check ok(String subject, String message) {
        return new Check(subject, Outcome.OK, message, "");
    }

    static Check warn(String subject, String message, String cure) {
        return new Check(subject, Outcome.WARN, message, cure);
    }

    static Check fail(String subject, String message, String cure) {
        return new Check(subject, Outcome.FAIL, message, cure);
    }
}
