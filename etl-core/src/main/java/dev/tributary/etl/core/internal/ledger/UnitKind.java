package dev.tributary.etl.core.internal.ledger;

import java.util.Locale;

/** What is done in a unit. A direct job has units of the first kind only, which parse and load; a staged job has both. */
public enum UnitKind {
    /** From chunks to staged rows. */
    PARSE_BATCH,
    /** From the staged rows of the parse unit with the same number to the loaders. */
    STORE_BATCH;

    /** The word in the ledger. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
