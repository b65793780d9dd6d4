package dev.tributary.etl.spi.error;

import java.util.Optional;

/**
 * One thing that is wrong, with the field it is in and what to do about it. {@code message} says what was found, {@code hint} what to do. Texts
 * hold no secrets and no place: the engine knows where the record stood.
 */
public record Problem(ErrorCode code, String message, Optional<String> field, Optional<String> hint) {
    public static Problem of(ErrorCode code, String message) {
        return new Problem(code, message, Optional.empty(), Optional.empty());
    }

    public Problem inField(String name) {
        return new Problem(code, message, Optional.of(name), hint);
    }

    public Problem withHint(String text) {
        return new Problem(code, message, field, Optional.of(text));
    }

    /** One line: {@code E3004 FIELD_INVALID: message (in field f); hint}. */
    @Override
    public String toString() {
        return code.label() + ": " + message + field.map(f -> " (in " + f + ")").orElse("")
                + hint.map(h -> "; " + h).orElse("");
    }
}
