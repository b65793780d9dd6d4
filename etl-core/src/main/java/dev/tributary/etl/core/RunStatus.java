package dev.tributary.etl.core;

import java.util.Locale;

/** How a run ended. */
public enum RunStatus {
    /** A release was published. */
    COMPLETED,
    /** The job was done before; nothing was written. */
    UNCHANGED,
    /** {@link RunReport#failure} says why; nothing was published. */
    FAILED,
    /** The host cancelled it; running it again goes on. */
    CANCELLED,
    /** The process was told to end, or the thread was interrupted; running it again goes on. */
    INTERRUPTED;

    /** The word in {@code --json}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
