package dev.tributary.etl.core.internal.ledger;

import java.util.Locale;

/** What a person asked of those who work on a job. */
public enum Hold {
    /** Nothing: work on. */
    NONE(""),
    /** End it: what is under way is committed, the job is cancelled. */
    CANCEL("cancel"),
    /** Begin no more units of it, until somebody lets it go on. */
    PAUSE("pause");

    private final String word;

    Hold(String word) {
        this.word = word;
    }

    /** The word in the ledger. */
    String word() {
        return word;
    }

    static Hold of(String word) {
        return word.isEmpty() ? NONE : valueOf(word.toUpperCase(Locale.ROOT));
    }
}
