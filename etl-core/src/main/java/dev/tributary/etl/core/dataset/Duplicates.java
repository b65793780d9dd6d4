package dev.tributary.etl.core.dataset;

import java.util.Optional;

/**
 * Which of several records with one type and identifier is kept. Origin order decides, never time.
 *
 * @param rule the rule; {@code first} unless written
 * @param field the field whose greatest value wins under {@link Rule#NEWEST}; empty for the other rules
 */
public record Duplicates(Rule rule, Optional<String> field) {
    /** The rules of {@code duplicates}. */
    public enum Rule {
        /** The first is kept; the default. */
        FIRST,
        /** The last is kept. */
        LAST,
        /** The one with the greatest value of a field is kept. */
        NEWEST,
        /** A key that comes again is rejected. */
        REJECT
    }

    /** What holds when nothing is written. */
    public static final Duplicates DEFAULT = new Duplicates(Rule.FIRST, Optional.empty());

    public Duplicates {
        if ((rule == Rule.NEWEST) != field.filter(f -> !f.isBlank()).isPresent()) {
            throw new IllegalArgumentException("'newest' needs a field, the other rules have none");
        }
    }

    /** As it is written: {@code first}, {@code newest: updated}. */
    static Duplicates parse(String text) {
        String[] parts = text.split(":", 2);
        Optional<String> field = parts.length < 2 ? Optional.empty() : Optional.of(parts[1].strip());
        for (Rule rule : Rule.values()) {
            if (rule.name().toLowerCase(java.util.Locale.ROOT).equals(parts[0].strip())) {
                return make(rule, field);
            }
        }
        throw expected();
    }

    private static Duplicates make(Rule rule, Optional<String> field) {
        try {
            return new Duplicates(rule, field);
        } catch (IllegalArgumentException e) {
            throw expected();
        }
    }

    private static IllegalArgumentException expected() {
        return new IllegalArgumentException("first, last, reject or {newest: FIELD}");
    }
}
