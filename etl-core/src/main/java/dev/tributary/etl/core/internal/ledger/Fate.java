package dev.tributary.etl.core.internal.ledger;

import java.util.Locale;

/** What is to become of a raw file, as far as one job is concerned. */
public enum Fate {
    /** It stays where it is: the job is not finished, or it is the release that readers find, or nobody said anything else. */
    KEEP,
    /** It may go to the archive. */
    ARCHIVE,
    /** It may be deleted. */
    DELETE,
    /** It was deleted. */
    DELETED;

    /** The word in the ledger. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Fate of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether a file that is not there is not there on purpose. */
    public boolean endsInNothing() {
        return this == DELETE || this == DELETED;
    }
}
