package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
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

    static final String HINT = "'duplicates' chooses which of them is loaded: first, last, newest, or none by reject";

    /** What is wrong with a record that {@link #REJECT} rejected. */
    public static Problem rejection(StagedRecord row) {
        return Problem.of(
                        StandardError.RECORD_DUPLICATE,
                        "the " + row.type() + " " + row.identifier() + " comes more than once")
                .withHint(HINT);
    }

    /** The word in statements. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
