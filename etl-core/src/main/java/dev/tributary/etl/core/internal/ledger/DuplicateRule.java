package dev.tributary.etl.core.internal.ledger;

import java.util.Locale;

/** Which of several staged records with one type and identifier is loaded. Origins decide, never time. */
public enum DuplicateRule {
    /** The first. */
    FIRST,
    /** The last. */
    LAST,
    /** The one with the greatest {@link PackedRecord#newest}; any against none; of equal ones the last. */
    NEWEST,
    /** None of them: all are rejected. */
    REJECT;

    /** The word in statements. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
