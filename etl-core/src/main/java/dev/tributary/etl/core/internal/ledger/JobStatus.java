package dev.tributary.etl.core.internal.ledger;

import java.util.Locale;

/** Where a job stands; the drawing in ARCHITECTURE.md shows which follows which. Stored in lower snake case. */
public enum JobStatus {
    PENDING,
    DOWNLOADING,
    DOWNLOAD_VERIFIED,
    PARSING,
    STORING,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** The word in the ledger. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more happens to the job unless it is run again. */
    public boolean ended() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
