package dev.tributary.etl.core.internal.retention;

import java.time.Duration;
import java.util.Optional;

/**
 * How long raw files stay, counted from when another release took the place of theirs.
 *
 * @param archiveAfter until they are moved to the archive; empty: never
 * @param deleteAfter until they are deleted, wherever they are; empty: never
 */
public record RetentionRule(Optional<Duration> archiveAfter, Optional<Duration> deleteAfter) {
    /** Everything is kept. */
    public static final RetentionRule NONE = new RetentionRule(Optional.empty(), Optional.empty());

    /** Whether anything is ever moved or deleted. */
    public boolean isNone() {
        return archiveAfter.isEmpty() && deleteAfter.isEmpty();
    }
}
